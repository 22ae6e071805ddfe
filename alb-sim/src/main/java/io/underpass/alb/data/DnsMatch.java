package io.underpass.alb.data;

/**
 * The load balancer behind a DNS name.
 *
 * <p>Threads: immutable.
 *
 * @param internal whether only a VPC link may reach it
 */
public record DnsMatch(String loadBalancerArn, boolean internal) {}
