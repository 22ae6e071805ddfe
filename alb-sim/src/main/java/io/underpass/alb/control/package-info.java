/**
 * The {@code elbv2} operations (Query API, version 2015-12-01): one class a resource family, behind
 * {@link io.underpass.alb.control.ElbV2Operations}. Sections cited as "spec" are those of the load-balancer specification.
 */
@NullMarked
package io.underpass.alb.control;

import org.jspecify.annotations.NullMarked;
