/**
 * VPC links of the second version: their life cycle, and the way from (link, load balancer, port) to an upstream.
 *
 * <p>Starting points: {@link io.underpass.vpclink.control.VpcLinkOperations} answers {@code apigatewayv2} calls,
 * {@link io.underpass.vpclink.data.VpcLinkRouter} finds where a private integration's request goes,
 * {@link io.underpass.vpclink.LoadBalancers} is what it needs of its neighbour.
 */
@NullMarked
package io.underpass.vpclink;

import org.jspecify.annotations.NullMarked;
