package io.underpass.vpclink.data;

import io.underpass.vpclink.compile.CompiledLink;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Deals out the source addresses of links in turn.
 *
 * <p>Threads: safe, without a lock: two threads may be dealt the same turn, and nobody minds.
 */
final class SourceAddresses {

    private int dealt;

    InetSocketAddress next(CompiledLink link) {
        List<InetSocketAddress> sources = link.sources();
        int turn = dealt++;
        return sources.get(Integer.remainderUnsigned(turn, sources.size()));
    }
}
