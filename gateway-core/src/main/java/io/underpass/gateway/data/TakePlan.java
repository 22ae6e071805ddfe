package io.underpass.gateway.data;

import io.underpass.gateway.compile.RoutePlan;

/**
 * Takes up what is to happen to the requests of the method, once the request may use it.
 *
 * <p>Threads: stateless.
 */
final class TakePlan implements Phase {

    @Override
    public Outcome run(Invocation invocation) {
        RoutePlan plan = invocation.method().plan();
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
}
