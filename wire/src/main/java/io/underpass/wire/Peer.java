package io.underpass.wire;

import java.net.InetSocketAddress;

/**
 * The two ends of the connection that a request came in on.
 *
 * <p>Threads: immutable.
 *
 * @param remote the address of the client
 * @param local the address that was connected to; its port is the listener's
 * @param secure whether the connection is TLS
 */
public record Peer(InetSocketAddress remote, InetSocketAddress local, boolean secure) {}
