/**
 * Load balancers at work: {@link io.underpass.alb.data.LoadBalancerFleet} is the door,
 * {@link io.underpass.alb.data.AlbService} takes one request through its phases, and
 * {@link io.underpass.alb.data.HealthChecker} watches the targets.
 */
@NullMarked
package io.underpass.alb.data;

import org.jspecify.annotations.NullMarked;
