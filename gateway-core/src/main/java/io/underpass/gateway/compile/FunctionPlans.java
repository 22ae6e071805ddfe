package io.underpass.gateway.compile;

import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.RestApi;
import java.time.Duration;

/**
 * The plans of integrations with Lambda functions.
 *
 * <p>Threads: stateless.
 */
final class FunctionPlans {

    private FunctionPlans() {}

    /**
     * The plan of an {@code AWS_PROXY} integration. Parameter mappings, templates and {@code contentHandling} have no
     * part in it (observed on AWS); what it does with credentials cannot be told from outside.
     */
    static RoutePlan proxy(RestApi api, Method method, Integration integration, StageVariables variables)
            throws UnusableRoute {
        String uri = variables.putInto(integration.uri().orElse(""));
        if (!FunctionUri.isLambda(uri)) {
            throw UnusableRoute.notEmulated("AWS_PROXY integrations with another service than Lambda");
        }
        FunctionUri function = FunctionUri.parse(uri)
                .orElseThrow(() -> UnusableRoute.misconfigured("the integration's uri names no function: " + uri));
        if (function.streaming()
                || integration.responseTransferMode().filter("STREAM"::equals).isPresent()) {
            throw UnusableRoute.notEmulated("responseTransferMode STREAM of AWS_PROXY integrations");
        }
        String verb = integration.httpMethod().orElse("");
        if (!verb.equals("POST")) {
            // AWS answers every request with 500 (observed).
            throw UnusableRoute.misconfigured(
                    "the integration calls its function with " + verb + "; Lambda takes POST only");
        }
        return new RoutePlan.InvokeFunction(
                function.functionArn(),
                BinaryMediaTypes.of(api.binaryMediaTypes()),
                method.operationName(),
                Duration.ofMillis(integration.timeoutInMillis()));
    }
}
