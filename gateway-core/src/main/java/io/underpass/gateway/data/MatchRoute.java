package io.underpass.gateway.data;

import io.underpass.gateway.compile.CompiledMethod;
import io.underpass.gateway.compile.CompiledStage;
import io.underpass.gateway.compile.RouteMatch;
import io.underpass.gateway.compile.RoutePlan;
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
        CompiledMethod method = invocation.stage().method(match.get().route());
        invocation.foundMethod(method);
        return plan(invocation, method.plan());
    }

    private static Outcome plan(Invocation invocation, RoutePlan plan) {
        if (plan instanceof RoutePlan.NotEmulated missing) {
            Fault fault = Fault.notEmulated(missing.feature());
            invocation.exchange().trail().fail(TrailSteps.INTEGRATION, fault.message());
            return new Outcome.Reply(fault);
        }
        if (plan instanceof RoutePlan.Misconfigured broken) {
            return invocation.fail(TrailSteps.INTEGRATION, broken.reason(), FaultType.API_CONFIGURATION_ERROR);
        }
        if (plan instanceof RoutePlan.Forward forward) {
            invocation.foundForward(forward);
        }
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
