package io.underpass.gateway.data;

import io.underpass.gateway.compile.CompiledApi;

/**
 * Finds the API that the request asks for. One that nobody finds is refused by {@link ResolveStage}, after the limits
 * that hold for every API.
 *
 * <p>Threads: stateless.
 */
final class ResolveApi implements Phase {

    @Override
    public Outcome run(Invocation invocation) {
        invocation.snapshot().api(invocation.address().apiId()).ifPresent(api -> found(invocation, api));
        return Outcome.NEXT;
    }

    private static void found(Invocation invocation, CompiledApi api) {
        invocation.exchange().trail().note(TrailSteps.API, invocation.address().apiId());
        invocation.foundApi(api);
    }
}
