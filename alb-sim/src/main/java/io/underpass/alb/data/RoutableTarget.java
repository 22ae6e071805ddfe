package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.wire.Upstream;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A target, or one of the addresses that its name has, and the way to it.
 *
 * <p>Threads: safe.
 *
 * @param name for people: what was registered, and the address where that is not the same
 * @param inFlight what the target is answering: the same object for as long as the group is in use
 * @param share how much of its full share it gets, in hundredths
 * @param load what is counted of it; null where nothing is
 * @param counters what is counted of its group
 * @param failOpen whether it may be unhealthy, since too few of its group are not
 */
record RoutableTarget(
        String name,
        Upstream upstream,
        InFlight inFlight,
        int share,
        @Nullable TargetLoad load,
        MetricCounters counters,
        boolean failOpen) {

    /** What a target is called, for people. */
    static String name(String address, CompiledTarget target) {
        return address.equals(target.host()) ? target.key() : target.key() + " (" + address + ')';
    }

    /** How much it has to answer; 0 where that is not counted. */
    int outstanding() {
        AtomicInteger counted = load == null ? null : load.outstanding();
        return counted == null ? 0 : counted.get();
    }
}
