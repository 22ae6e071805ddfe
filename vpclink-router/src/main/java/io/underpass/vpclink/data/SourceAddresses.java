package io.underpass.vpclink.data;

import io.underpass.vpclink.compile.CompiledLink;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Deals out the source addresses of links by chance, which needs nothing that the event loops share.
 *
 * <p>Threads: safe, holds nothing.
 */
final class SourceAddresses {

    private SourceAddresses() {}

    static InetSocketAddress next(CompiledLink link) {
        List<InetSocketAddress> sources = link.sources();
        return sources.get(ThreadLocalRandom.current().nextInt(sources.size()));
    }
}
