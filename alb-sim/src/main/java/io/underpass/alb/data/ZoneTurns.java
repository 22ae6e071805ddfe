package io.underpass.alb.data;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The zones of a load balancer one after the other, each with targets of its own: requests arrive in all zones that are
 * in DNS alike (spec 3.4; that they do so in turns is a guess).
 *
 * <p>Threads: safe.
 */
final class ZoneTurns implements Picking {

    private final List<Picking> zones;
    private final AtomicInteger position;

    /** Of {@code zones}, one at least; {@code position} is whose turn it is. */
    ZoneTurns(List<Picking> zones, AtomicInteger position) {
        this.zones = zones;
        this.position = position;
    }

    @Override
    public @Nullable RoutableTarget next() {
        return zones.get(GroupTurns.turn(position, zones.size())).next();
    }
}
