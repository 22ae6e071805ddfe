package io.underpass.alb.compile;

import io.underpass.alb.model.Action.Forward.WeightedTargetGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which weighted target groups take turns. AWS promises shares, not an order; fixed turns give every short
 * test run the same, exact shares.
 *
 * <p>Threads: safe, holds nothing.
 */
final class WeightedTurns {

    private WeightedTurns() {}

    /** Each group's ARN as often as its weight says, spread evenly, the weights made as small as they can be. */
    static List<String> of(List<WeightedTargetGroup> groups) {
        int divisor = 0;
        int sum = 0;
        for (WeightedTargetGroup group : groups) {
            divisor = greatestCommonDivisor(divisor, group.weight());
            sum += group.weight();
        }
        if (sum == 0) {
            return List.of();
        }
        List<String> turns = new ArrayList<>(sum / divisor);
        int[] credit = new int[groups.size()];
        while (turns.size() < sum / divisor) {
            int next = richest(groups, credit);
            credit[next] -= sum;
            turns.add(groups.get(next).targetGroupArn());
        }
        return List.copyOf(turns);
    }

    /** Pays everybody their weight and says who has most. */
    private static int richest(List<WeightedTargetGroup> groups, int[] credit) {
        int richest = 0;
        for (int i = 0; i < credit.length; i++) {
            credit[i] += groups.get(i).weight();
            if (credit[i] > credit[richest]) {
                richest = i;
            }
        }
        return richest;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
