package io.underpass.alb.compile;

import io.underpass.alb.model.Action;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** From the actions of the model to such as can be taken. Threads: safe, holds nothing. */
final class ActionCompiler {

    private ActionCompiler() {}

    /** The action that decides: the last by its order of those that do not authenticate. */
    static CompiledAction compile(List<Action> actions) {
        Action last = actions.stream()
                .filter(action -> !action.authenticates())
                .max(Comparator.comparingInt(action -> action.order().orElse(0)))
                .orElseThrow(() -> new IllegalArgumentException("a rule without an action"));
        if (last instanceof Action.Forward forward) {
            return new CompiledAction.Forward(WeightedTurns.of(forward.targetGroups()), GroupStickiness.of(forward));
        }
        if (last instanceof Action.Redirect redirect) {
            return new CompiledAction.Redirect(
                    redirect.statusCode().equals("HTTP_301") ? 301 : 302,
                    protocol(redirect.protocol()),
                    RedirectTemplate.of(redirect.host()),
                    RedirectTemplate.of(redirect.port()),
                    RedirectTemplate.of(redirect.path()),
                    RedirectTemplate.of(redirect.query()));
        }
        if (last instanceof Action.FixedResponse fixed) {
            return new CompiledAction.FixedResponse(
                    Integer.parseInt(fixed.statusCode()),
                    fixed.contentType(),
                    fixed.messageBody().orElse(""));
        }
        throw new IllegalArgumentException("no such action: " + last.type());
    }

    private static RedirectTemplate protocol(String protocol) {
        return RedirectTemplate.of(protocol.startsWith("#") ? protocol : protocol.toLowerCase(Locale.ROOT));
    }
}
