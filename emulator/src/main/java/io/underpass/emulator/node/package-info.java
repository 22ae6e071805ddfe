/**
 * Load balancers as processes of their own. The edge's side: {@code NodeEndpoint} takes calls, {@code NodeRegistry} knows
 * the nodes, {@code Placements} leads requests to them. The node's side: {@code LoadBalancerNode} and what it is made of.
 * The messages between them are records.
 */
@NullMarked
package io.underpass.emulator.node;

import org.jspecify.annotations.NullMarked;
