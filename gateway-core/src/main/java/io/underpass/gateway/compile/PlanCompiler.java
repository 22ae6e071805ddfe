package io.underpass.gateway.compile;

import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.RestApi;
import java.time.Duration;
import java.util.Optional;

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
            return forward(
                    api,
                    method,
                    method.integration()
                            .orElseThrow(() -> UnusableRoute.misconfigured("the method has no integration")),
                    variables);
        } catch (UnusableRoute e) {
            return e.plan();
        }
    }

    private static RoutePlan forward(RestApi api, Method method, Integration integration, StageVariables variables)
            throws UnusableRoute {
        IntegrationType type = IntegrationType.of(integration.type());
        BodyMapping body = type.isProxy() ? BodyMapping.ofProxy(integration) : BodyMapping.ofRequest(integration);
        RequestMappings parameters = parameters(type, integration, variables);
        return new RoutePlan.Forward(
                type,
                backend(type, method, integration, parameters, body, variables),
                RequestMapping.of(parameters, body),
                type.isProxy()
                        ? Optional.empty()
                        : Optional.of(ResponseMapping.of(
                                method, integration.integrationResponses().values(), variables)),
                Payloads.of(api),
                Duration.ofMillis(integration.timeoutInMillis()),
                integration.responseTransferMode().filter("STREAM"::equals).isPresent());
    }

    private static Backend backend(
            IntegrationType type,
            Method method,
            Integration integration,
            RequestMappings parameters,
            BodyMapping body,
            StageVariables variables)
            throws UnusableRoute {
        return switch (type) {
            case HTTP, HTTP_PROXY ->
                new Backend.Http(
                        integration.httpMethod().filter(verb -> !verb.equals("ANY")),
                        UriTemplate.parse(
                                variables.putInto(integration.uri().orElse("")),
                                parameters.path(),
                                body.hasTemplates()),
                        way(integration, variables));
            case MOCK -> new Backend.Mock();
            case AWS -> ServicePlans.custom(method, integration, parameters, body.hasTemplates(), variables);
            case AWS_PROXY -> ServicePlans.proxy(method, integration, variables);
        };
    }

    /** A proxy to a function takes no parameters (observed on AWS). */
    private static RequestMappings parameters(IntegrationType type, Integration integration, StageVariables variables)
            throws UnusableRoute {
        if (type == IntegrationType.AWS_PROXY) {
            return RequestMappings.NONE;
        }
        RequestMappings parameters = RequestMappings.parse(integration.requestParameters(), variables);
        return type == IntegrationType.AWS ? ServicePlans.withTarget(integration, parameters, variables) : parameters;
    }

    private static Backend.Way way(Integration integration, StageVariables variables) throws UnusableRoute {
        boolean insecure = integration
                .tlsConfig()
                .filter(Integration.TlsConfig::insecureSkipVerification)
                .isPresent();
        return integration.connectionType().orElse("INTERNET").equals("VPC_LINK")
                ? new Backend.Way.Link(connectionId(integration, variables), integration.integrationTarget(), insecure)
                : new Backend.Way.Internet(insecure);
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
