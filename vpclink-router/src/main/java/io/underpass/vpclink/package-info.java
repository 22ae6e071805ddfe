/**
 * VPC links of both versions: their life cycle, and the way from (link, load balancer, port) to an upstream.
 *
 * <p>Starting points: {@link io.underpass.vpclink.control.VpcLinkOperations} answers {@code apigatewayv2} calls,
 * {@link io.underpass.vpclink.control.VpcLinkV1Operations} those calls of {@code apigateway} that are about links,
 * {@link io.underpass.vpclink.data.VpcLinkRouter} finds where a private integration's request goes,
 * {@link io.underpass.vpclink.LoadBalancers} is what it needs of its neighbour. {@link
 * io.underpass.vpclink.LinkUsers}, {@link io.underpass.vpclink.NetworkLoadBalancers} and {@link
 * io.underpass.vpclink.LinkNetworks} are what making and deleting links needs of others.
 */
@NullMarked
package io.underpass.vpclink;

import org.jspecify.annotations.NullMarked;
