package io.underpass.alb.data;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Any of the targets by chance, each as likely as its share says (spec 3.1).
 *
 * <p>Threads: as safe as its source of chance.
 */
final class WeightedRandom implements Picking {

    private final List<RoutableTarget> targets;
    private final IntUnaryOperator random;
    private final int total;

    /**
     * Of {@code targets}, one at least.
     *
     * @param random a number below the one it is given
     */
    WeightedRandom(List<RoutableTarget> targets, IntUnaryOperator random) {
        this.targets = targets;
        this.random = random;
        this.total = targets.stream().mapToInt(RoutableTarget::share).sum();
    }

    @Override
    public RoutableTarget next() {
        int drawn = random.applyAsInt(total);
        for (RoutableTarget target : targets) {
            drawn -= target.share();
            if (drawn < 0) {
                return target;
            }
        }
        return targets.get(targets.size() - 1);
    }
}
