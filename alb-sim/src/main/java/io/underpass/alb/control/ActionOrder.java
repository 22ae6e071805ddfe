package io.underpass.alb.control;

import io.underpass.alb.model.Action;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts the actions of a rule in order: one that decides what becomes of a request, and before it those that decide who
 * may pass (spec 2.4). AWS's texts are not known.
 *
 * <p>Threads: stateless.
 */
final class ActionOrder {

    private ActionOrder() {}

    /** {@code actions} as they are performed. */
    static List<Action> of(List<Action> actions) {
        if (actions.stream().filter(ActionOrder::decides).count() != 1) {
            throw notOneLast();
        }
        if (actions.size() == 1) {
            return actions;
        }
        Set<String> types = new HashSet<>();
        for (Action action : actions) {
            // How many actions a rule may have is not documented, only that there is an error for it.
            if (!types.add(action.type())) {
                throw Refusals.of("TooManyActions", "A rule can only have one action of type '" + action.type() + "'");
            }
        }
        Set<Integer> taken = new HashSet<>();
        for (Action action : actions) {
            int order = action.order()
                    .orElseThrow(() -> Refusals.validation(
                            "An order must be specified for each action of a rule with several actions"));
            if (!taken.add(order)) {
                throw Refusals.validation("Order '" + order + "' was provided multiple times");
            }
        }
        List<Action> ordered = actions.stream()
                .sorted(Comparator.comparingInt(action -> action.order().orElse(0)))
                .toList();
        if (!decides(ordered.get(ordered.size() - 1))) {
            throw notOneLast();
        }
        return ordered;
    }

    private static boolean decides(Action action) {
        return action instanceof Action.Forward
                || action instanceof Action.Redirect
                || action instanceof Action.FixedResponse;
    }

    private static RuntimeException notOneLast() {
        return Refusals.invalidAction("A rule must have exactly one action of type 'forward', 'redirect' or"
                + " 'fixed-response', and it must be the last to be performed");
    }
}
