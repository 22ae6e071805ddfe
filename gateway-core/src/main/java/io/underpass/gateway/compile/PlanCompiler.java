package io.underpass.gateway.compile;

import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.RestApi;
import java.time.Duration;

/**
 * Decides what the requests of one method get. What Underpass does not emulate is refused here, before anything of it
 * could be left out silently.
 *
 * <p>Threads: stateless.
 */
final class PlanCompiler {

    private PlanCompiler() {}

    static RoutePlan compile(RestApi api, Method method, StageVariables variables) {
        try {
            checkAccess(api, method);
            return forward(
                    method.integration()
                            .orElseThrow(() -> UnusableRoute.misconfigured("the method has no integration")),
                    variables);
        } catch (UnusableRoute e) {
            return e.plan();
        }
    }

    private static void checkAccess(RestApi api, Method method) throws UnusableRoute {
        if (api.minimumCompressionSize().isPresent()) {
            throw UnusableRoute.notEmulated("payload compression (minimumCompressionSize of the API)");
        }
        if (method.requestValidatorId().isPresent()) {
            throw UnusableRoute.notEmulated("request validators");
        }
    }

    private static RoutePlan forward(Integration integration, StageVariables variables) throws UnusableRoute {
        if (!integration.type().equals("HTTP_PROXY")) {
            throw UnusableRoute.notEmulated("integrations of type " + integration.type());
        }
        if (!integration.connectionType().orElse("INTERNET").equals("VPC_LINK")) {
            throw UnusableRoute.notEmulated("integrations with connectionType INTERNET");
        }
        if (integration.contentHandling().isPresent()) {
            throw UnusableRoute.notEmulated(
                    "contentHandling " + integration.contentHandling().get());
        }
        RequestMappings mappings = RequestMappings.parse(integration.requestParameters(), variables);
        return new RoutePlan.Forward(
                integration.httpMethod().filter(verb -> !verb.equals("ANY")),
                UriTemplate.parse(variables.putInto(integration.uri().orElse("")), mappings.path()),
                mappings.headers(),
                mappings.query(),
                connectionId(integration, variables),
                integration.integrationTarget(),
                Duration.ofMillis(integration.timeoutInMillis()),
                integration.responseTransferMode().filter("STREAM"::equals).isPresent());
    }

    private static String connectionId(Integration integration, StageVariables variables) throws UnusableRoute {
        String written = integration.connectionId().orElse("");
        String id = variables.putInto(written);
        if (id.isEmpty()) {
            throw UnusableRoute.misconfigured("the integration's connectionId '" + written + "' names no VPC link");
        }
        return id;
    }
}
