package io.underpass.emulator.description;

import io.underpass.aws.Arn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes methods and integrations as API Gateway has them. Threads: stateless. */
final class RouteMembers {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^{}+]+)\\+?}");

    private static final String HEADER = "method.response.header.";

    private RouteMembers() {}

    /**
     * A way to a listener.
     *
     * @param arn the load balancer's
     */
    record Way(String linkId, String arn, String host, Listener listener) {}

    /** The input of PutMethod but for where; {@code authorizer} decides on its callers. */
    static Members method(Route route, Optional<Authorizer> authorizer, Optional<String> authorizerId) {
        String authorization = authorizer
                .map(found -> found.type().equals("COGNITO_USER_POOLS") ? found.type() : "CUSTOM")
                .orElse(route.authorization());
        Members members = Members.of("authorizationType", authorization)
                .text("authorizerId", authorizerId)
                .flag("apiKeyRequired", route.apiKeyRequired());
        if (!route.scopes().isEmpty()) {
            members.texts("authorizationScopes", route.scopes());
        }
        Map<String, Boolean> parameters = new LinkedHashMap<>();
        parameters(route.path()).forEach(name -> parameters.put("method.request.path." + name, true));
        Stream.concat(
                        route.headers().values().stream(),
                        route.request().stream().flatMap(request -> request.query().values().stream()))
                .filter(expression -> expression.startsWith("method.request.") && !parameters.containsKey(expression))
                .forEach(expression -> parameters.put(expression, false));
        route.needs().forEach(name -> parameters.put("method.request." + name, true));
        route.body().ifPresent(model -> members.texts("requestModels", Map.of("application/json", model)));
        return members.flags("requestParameters", parameters);
    }

    /** The input of PutIntegration but for where; {@code way} is where the route leads to a load balancer. */
    static Members integration(Route route, Optional<Way> way) {
        Members members = way.map(given -> throughLink(route, given)).orElseGet(() -> direct(route));
        route.timeout().ifPresent(time -> members.number("timeoutInMillis", (int) time.toMillis()));
        return members;
    }

    private static Members throughLink(Route route, Way way) {
        boolean secure = way.listener().protocol().equals("HTTPS")
                || way.listener().protocol().equals("TLS");
        String path = withoutPlus(route.uriPath().orElse(route.path()));
        return proxy(
                        route,
                        (secure ? "https://" : "http://")
                                + way.host()
                                + ':'
                                + way.listener().port()
                                + path)
                .text("connectionType", "VPC_LINK")
                .text("connectionId", way.linkId())
                .text("integrationTarget", way.arn());
    }

    private static Members direct(Route route) {
        if (route.answer().isPresent()) {
            String template = "{\"statusCode\": " + route.answer().get().status() + "}";
            return Members.of("type", "MOCK")
                    .texts("requestTemplates", Map.of("application/json", template))
                    .text("passthroughBehavior", "WHEN_NO_MATCH");
        }
        if (route.function().isPresent()) {
            return function(route, route.function().get());
        }
        if (!route.asks()) {
            return mapped(route, Members.of("type", "MOCK"));
        }
        return proxy(route, withoutPlus(route.url().orElse("")));
    }

    private static Members function(Route route, String arn) {
        Members members = Members.of("type", route.isMapped() ? "AWS" : "AWS_PROXY")
                .text("integrationHttpMethod", "POST")
                .text("uri", functionUri(arn));
        return route.isMapped() ? mapped(route, members.texts("requestParameters", sent(route))) : members;
    }

    /** What a request is made into; one that is answered here says by which status. */
    private static Members mapped(Route route, Members members) {
        MappedRequest request = route.request().orElse(MappedRequest.NONE);
        Map<String, String> templates = request.templates();
        if (!route.asks() && templates.isEmpty()) {
            int status = responses(route).stream()
                    .filter(response -> response.when().isEmpty())
                    .findFirst()
                    .orElse(responses(route).get(0))
                    .status();
            templates = Map.of("application/json", "{\"statusCode\": " + status + "}");
        }
        return members.texts("requestTemplates", templates).text("passthroughBehavior", request.passthrough());
    }

    /** What clients get; where nothing is said of it, what was answered, with status 200. */
    static List<MappedResponse> responses(Route route) {
        return route.isMapped() && route.responses().isEmpty() ? List.of(MappedResponse.of(200)) : route.responses();
    }

    /** The input of PutMethodResponse but for where. */
    static Members methodResponse(MappedResponse response, Members where) {
        Map<String, Boolean> parameters = new LinkedHashMap<>();
        response.headers().keySet().forEach(name -> parameters.put(HEADER + name, false));
        return where.text("statusCode", Integer.toString(response.status())).flags("responseParameters", parameters);
    }

    /** The input of PutIntegrationResponse but for where. */
    static Members integrationResponse(MappedResponse response, Members where) {
        Map<String, String> parameters = new LinkedHashMap<>();
        response.headers().forEach((name, expression) -> parameters.put(HEADER + name, expression));
        return where.text("statusCode", Integer.toString(response.status()))
                .text("selectionPattern", response.when())
                .texts("responseTemplates", response.templates())
                .texts("responseParameters", parameters);
    }

    /** The header fields and query parameters that a request gets. */
    private static Map<String, String> sent(Route route) {
        Map<String, String> parameters = new LinkedHashMap<>();
        route.headers().forEach((name, expression) -> parameters.put("integration.request.header." + name, expression));
        route.request()
                .ifPresent(request -> request.query()
                        .forEach((name, expression) ->
                                parameters.put("integration.request.querystring." + name, expression)));
        return parameters;
    }

    /** How API Gateway calls the function with this ARN. */
    static String functionUri(String arn) {
        String region = Arn.parse(arn).map(Arn::region).orElse("");
        return "arn:aws:apigateway:" + region + ":lambda:path/2015-03-31/functions/" + arn + "/invocations";
    }

    private static Members proxy(Route route, String uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Set<String> known = parameters(route.path());
        parameters(uri).stream()
                .filter(known::contains)
                .forEach(name -> parameters.put("integration.request.path." + name, "method.request.path." + name));
        parameters.putAll(sent(route));
        Members members = Members.of("type", route.isMapped() ? "HTTP" : "HTTP_PROXY")
                .text("integrationHttpMethod", route.method())
                .text("uri", uri)
                .texts("requestParameters", parameters);
        return route.isMapped() ? mapped(route, members) : members;
    }

    /** The names in braces. */
    static Set<String> parameters(String path) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = PARAMETER.matcher(path);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static String withoutPlus(String path) {
        return path.replace("+}", "}");
    }
}
