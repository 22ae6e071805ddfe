package io.underpass.alb.data;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The target that has least to answer; those that have equally little take turns (spec 3.1).
 *
 * <p>Threads: safe; two threads that choose at once may choose the same.
 */
final class LeastOutstanding implements Picking {

    private final List<RoutableTarget> targets;
    private final AtomicInteger position;

    /** Of {@code targets}, one at least; {@code position} is whose turn it is. */
    LeastOutstanding(List<RoutableTarget> targets, AtomicInteger position) {
        this.targets = targets;
        this.position = position;
    }

    @Override
    public RoutableTarget next() {
        int size = targets.size();
        int first = GroupTurns.turn(position, size);
        RoutableTarget best = targets.get(first);
        int least = best.outstanding();
        for (int i = 1; i < size && least > 0; i++) {
            RoutableTarget other = targets.get((first + i) % size);
            int has = other.outstanding();
            if (has < least) {
                best = other;
                least = has;
            }
        }
        return best;
    }
}
