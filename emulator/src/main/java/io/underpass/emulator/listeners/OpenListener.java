package io.underpass.emulator.listeners;

/**
 * A listener of a load balancer that is bound on this machine.
 *
 * <p>Threads: immutable.
 *
 * @param port the listener's own
 * @param protocol HTTP, TCP and so on
 * @param address where it is bound, {@code 127.0.0.1:54321}
 */
public record OpenListener(
        String listenerArn,
        String loadBalancerArn,
        String loadBalancerName,
        int port,
        String protocol,
        String address) {}
