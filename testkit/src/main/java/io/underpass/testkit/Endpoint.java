package io.underpass.testkit;

/**
 * Where a load balancer may send requests: a fake target, or a proxy.
 *
 * <p>Threads: implementations are safe.
 */
public sealed interface Endpoint permits FakeTarget, FaultProxy {

    /** Where it listens: always 127.0.0.1. */
    String host();

    /** The port it listens on. */
    int port();

    /** Where it listens, as {@code 127.0.0.1:54321}. */
    default String hostAndPort() {
        return host() + ":" + port();
    }
}
