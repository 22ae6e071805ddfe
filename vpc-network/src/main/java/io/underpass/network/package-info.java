/**
 * VPC networks: VPCs, subnets, security groups, and whether traffic gets from one place in them to another.
 *
 * <p>Starting points: {@link io.underpass.network.control.Ec2Operations} answers {@code ec2} calls,
 * {@link io.underpass.network.control.StsOperations} those of {@code sts}, {@link io.underpass.network.data.Reachability}
 * judges, {@link io.underpass.network.Interfaces} is what it needs of its neighbours.
 */
@NullMarked
package io.underpass.network;

import org.jspecify.annotations.NullMarked;
