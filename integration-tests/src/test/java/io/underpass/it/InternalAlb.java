package io.underpass.it;

/**
 * An internal load balancer with one listener and one target group behind it.
 *
 * <p>Threads: immutable.
 */
record InternalAlb(String arn, String dnsName, String listenerArn, String targetGroupArn) {}
