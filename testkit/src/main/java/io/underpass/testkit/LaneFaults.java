package io.underpass.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the faults of a proxy do to one way of a connection. Of several that say the same thing the last holds.
 *
 * <p>Threads: immutable.
 *
 * @param mostBytes how many bytes pass before it ends; {@link Long#MAX_VALUE} where it does not
 * @param moment where in an answer it ends
 * @param reset whether the end is a reset
 * @param half whether the other way goes on
 */
record LaneFaults(
        boolean hangs,
        boolean drops,
        Duration delay,
        Optional<TargetFault.Trickle> pace,
        long mostBytes,
        Optional<Moment> moment,
        boolean reset,
        boolean half) {

    static final LaneFaults NONE = new LaneFaults(
            false, false, Duration.ZERO, Optional.empty(), Long.MAX_VALUE, Optional.empty(), false, false);

    static LaneFaults of(List<ProxyFault> faults, Way way) {
        LaneFaults all = NONE;
        for (ProxyFault fault : faults) {
            all = all.with(fault, way);
        }
        return all;
    }

    private LaneFaults with(ProxyFault fault, Way way) {
        if (fault instanceof TargetFault.Hang) {
            return new LaneFaults(true, drops, delay, pace, mostBytes, moment, reset, half);
        }
        if (fault instanceof ProxyFault.Delay late) {
            Duration time = way == Way.UP ? late.up() : late.down();
            return new LaneFaults(hangs, drops, time, pace, mostBytes, moment, reset, half);
        }
        if (fault instanceof ProxyFault.Drop drop && drop.way() == way) {
            return new LaneFaults(hangs, true, delay, pace, mostBytes, moment, reset, half);
        }
        if (fault instanceof ProxyFault.HalfClose close && close.way() == way) {
            return ending(close.bytes(), Optional.empty(), false, true);
        }
        if (way == Way.UP) {
            return fault instanceof ProxyFault.Up up ? withSame(up.fault()) : this;
        }
        return withSame(fault);
    }

    private LaneFaults withSame(ProxyFault fault) {
        if (fault instanceof TargetFault.Trickle trickle) {
            return new LaneFaults(hangs, drops, delay, Optional.of(trickle), mostBytes, moment, reset, half);
        }
        if (fault instanceof TargetFault.CutAfter cut) {
            return ending(cut.bytes(), Optional.empty(), cut.reset(), false);
        }
        if (fault instanceof TargetFault.Cut cut) {
            return ending(Long.MAX_VALUE, Optional.of(cut.moment()), cut.reset(), false);
        }
        return this;
    }

    private LaneFaults ending(long bytes, Optional<Moment> where, boolean byReset, boolean oneWay) {
        return new LaneFaults(hangs, drops, delay, pace, bytes, where, byReset, oneWay);
    }
}
