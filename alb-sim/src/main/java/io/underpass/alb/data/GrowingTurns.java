package io.underpass.alb.data;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * Turns in which a target that starts slowly gives some of its own away to those that do not. So what it gets grows with
 * its share, from nothing to as much as the others (spec 3.1).
 *
 * <p>Threads: as safe as its source of chance.
 */
final class GrowingTurns implements Picking {

    private final List<RoutableTarget> targets;
    private final List<RoutableTarget> full;
    private final AtomicInteger position;
    private final AtomicInteger fullPosition;
    private final IntUnaryOperator random;

    /**
     * Of {@code targets}, one at least.
     *
     * @param position whose turn it is
     * @param fullPosition which of those with their full share gets the next turn that is given away
     * @param random a number below the one it is given
     */
    GrowingTurns(
            List<RoutableTarget> targets, AtomicInteger position, AtomicInteger fullPosition, IntUnaryOperator random) {
        this.targets = targets;
        this.full = targets.stream()
                .filter(target -> target.share() == HealthStates.FULL_SHARE)
                .toList();
        this.position = position;
        this.fullPosition = fullPosition;
        this.random = random;
    }

    @Override
    public RoutableTarget next() {
        RoutableTarget next = targets.get(GroupTurns.turn(position, targets.size()));
        boolean gives = next.share() < HealthStates.FULL_SHARE
                && !full.isEmpty()
                && random.applyAsInt(HealthStates.FULL_SHARE) >= next.share();
        return gives ? full.get(GroupTurns.turn(fullPosition, full.size())) : next;
    }
}
