/**
 * Application Load Balancers: {@code model} (AWS's nouns), {@code control} (the {@code elbv2} operations),
 * {@code compile} (a load balancer as a snapshot) and {@code data} (rules, target choice, health checks, forwarding).
 */
@NullMarked
package io.underpass.alb;

import org.jspecify.annotations.NullMarked;
