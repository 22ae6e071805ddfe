package io.underpass.gateway.data;

import io.underpass.gateway.compile.CompiledStage;
import io.underpass.gateway.compile.RouteMatch;
import io.underpass.wire.Trail;
import java.util.List;
import java.util.Optional;

/**
 * Finds the resource and the method. Where none matches, AWS complains about authentication: the route might exist for
 * a signed request.
 *
 * <p>Threads: stateless.
 */
final class MatchRoute implements Phase {

    @Override
    public Outcome run(Invocation invocation) {
        String verb = verb(invocation);
        String path = invocation.address().path();
        Optional<RouteMatch> match = invocation.stage().match(verb, path);
        if (match.isEmpty()) {
            invocation.exchange().trail().fail(TrailSteps.RESOURCE, reason(invocation.stage(), verb, path));
            return new Outcome.Reply(UnmatchedRoute.fault(invocation.request().headers()));
        }
        invocation.foundRoute(verb, match.get());
        Trail trail = invocation.exchange().trail();
        trail.note(TrailSteps.RESOURCE, match.get().route().path());
        trail.note(TrailSteps.METHOD, match.get().route().httpMethod());
        invocation.foundMethod(invocation.stage().method(match.get().route()));
        return Outcome.NEXT;
    }

    private static String reason(CompiledStage stage, String verb, String path) {
        List<String> verbs = stage.verbs(path);
        return "no resource of deployment " + stage.deploymentId() + " takes " + verb + ' '
                + (path.isEmpty() ? "/" : path)
                + (verbs.isEmpty() ? "; none has this path" : "; this path has methods for " + verbs);
    }

    /** {@code X-HTTP-Method-Override} replaces the method (spec 2.7). */
    private static String verb(Invocation invocation) {
        String override = invocation.request().headers().get(Fields.METHOD_OVERRIDE, "");
        return override.isEmpty() ? invocation.request().method().name() : override;
    }
}
