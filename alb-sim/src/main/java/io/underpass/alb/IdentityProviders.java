package io.underpass.alb;

import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.Upstream;

/**
 * Port: the servers that load balancers call themselves, those of identity providers.
 *
 * <p>Threads: safe; called on event loops, never blocking.
 */
@FunctionalInterface
public interface IdentityProviders {

    /** None that can be reached. */
    IdentityProviders NONE = (scheme, host, port) -> (request, sink) -> {
        request.body().discard();
        sink.abort(new Failure(Failure.Kind.UNREACHABLE, "no identity provider is reached from here"));
        return Flow.NONE;
    };

    /**
     * The way to a server; its name is looked up when a request is sent.
     *
     * @param scheme http or https
     */
    Upstream to(String scheme, String host, int port);
}
