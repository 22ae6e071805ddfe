package io.underpass.gateway.data;

import io.underpass.gateway.compile.CompiledApi;
import java.util.Optional;

/**
 * Finds the API that the request asks for. One that nobody finds is refused by {@link ResolveStage}, after the limits
 * that hold for every API.
 *
 * <p>Threads: stateless.
 */
final class ResolveApi implements Phase {

    @Override
    public Outcome run(Invocation invocation) {
        Optional<CompiledApi> api =
                invocation.snapshot().api(invocation.address().apiId());
        if (api.isPresent()) {
            invocation
                    .exchange()
                    .trail()
                    .note(TrailSteps.API, invocation.address().apiId());
            invocation.foundApi(api.get());
        }
        return Outcome.NEXT;
    }
}
