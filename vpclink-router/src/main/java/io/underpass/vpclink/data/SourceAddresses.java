package io.underpass.vpclink.data;

import io.underpass.vpclink.compile.CompiledLink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Deals out source addresses: a link's network interfaces in turn, the ports of Linux's ephemeral range in turn.
 *
 * <p>Threads: safe.
 */
final class SourceAddresses {

    private static final int FIRST_PORT = 32768;
    private static final int PORTS = 60999 - FIRST_PORT + 1;

    private final AtomicInteger dealt = new AtomicInteger();

    InetSocketAddress next(CompiledLink link) {
        int turn = dealt.getAndIncrement() & Integer.MAX_VALUE;
        List<InetAddress> addresses = link.addresses();
        return new InetSocketAddress(addresses.get(turn % addresses.size()), FIRST_PORT + turn % PORTS);
    }
}
