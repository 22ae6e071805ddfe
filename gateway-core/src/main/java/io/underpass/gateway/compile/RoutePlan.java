package io.underpass.gateway.compile;

import java.time.Duration;
import java.util.Optional;

/**
 * What happens to the requests of a route.
 *
 * <p>Threads: immutable.
 */
public sealed interface RoutePlan {

    /**
     * The request is mapped and goes to a backend, whose response is mapped.
     *
     * @param response how the response is mapped; empty for a proxy, whose response passes
     * @param payloads what the API says of bodies
     * @param timeout from the call to the whole response
     * @param streamed whether the response is passed on as it comes, instead of held until it is complete
     */
    record Forward(
            IntegrationType type,
            Backend backend,
            RequestMapping request,
            Optional<ResponseMapping> response,
            Payloads payloads,
            Duration timeout,
            boolean streamed)
            implements RoutePlan {}

    /**
     * AWS would serve it and Underpass does not.
     *
     * @param feature what is missing, as a noun phrase
     */
    record NotEmulated(String feature) implements RoutePlan {}

    /**
     * AWS answers every request with a configuration error (500).
     *
     * @param reason for people
     */
    record Misconfigured(String reason) implements RoutePlan {}
}
