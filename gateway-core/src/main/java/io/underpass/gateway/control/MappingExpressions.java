package io.underpass.gateway.control;

import io.underpass.gateway.model.MethodResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks parameter mappings (spec 2.13, 2.15). AWS refuses a mapping from or to a parameter that the method does not
 * declare.
 *
 * <p>Threads: stateless.
 */
final class MappingExpressions {

    private static final String NAME = "[a-zA-Z0-9._$-]+";
    private static final Pattern METHOD_REQUEST =
            Pattern.compile("method\\.request\\.(path|querystring|header)\\." + NAME);
    private static final Pattern METHOD_REQUEST_SOURCE = Pattern.compile(
            "method\\.request\\.(path|querystring|header|multivaluequerystring|multivalueheader)\\." + NAME);
    private static final Pattern METHOD_REQUEST_BODY = Pattern.compile("method\\.request\\.body(\\..+)?");
    private static final Pattern INTEGRATION_REQUEST =
            Pattern.compile("integration\\.request\\.(path|querystring|header)\\." + NAME);
    private static final Pattern METHOD_RESPONSE = Pattern.compile("method\\.response\\.header\\." + NAME);
    private static final Pattern GATEWAY_RESPONSE = Pattern.compile("gatewayresponse\\.header\\." + NAME);
    private static final Pattern INTEGRATION_RESPONSE =
            Pattern.compile("integration\\.response\\.((header|multivalueheader)\\." + NAME + "|body(\\..+)?)");
    private static final Pattern ANYWHERE = Pattern.compile("'[^']*'|(stageVariables|context)\\." + NAME);
    private static final Pattern CACHE_KEY =
            Pattern.compile("(method|integration)\\.request\\.(path|querystring|header|body)(\\..+)?");

    private MappingExpressions() {}

    /** The parameters that a method declares. */
    static void checkMethodRequest(Set<String> declared) {
        List<String> errors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String parameter : declared) {
            if (!METHOD_REQUEST.matcher(parameter).matches()) {
                errors.add(badParameter(parameter));
            } else if (!names.add(parameter.substring(parameter.indexOf('.', "method.request.".length()) + 1))) {
                throw Refusals.badRequest("Parameter names must be unique across querystring, header and path");
            }
        }
        refuse(errors);
    }

    /** The header fields that a method response declares. */
    static void checkMethodResponse(Set<String> declared) {
        refuse(declared.stream()
                .filter(parameter -> !METHOD_RESPONSE.matcher(parameter).matches())
                .map(MappingExpressions::badParameter)
                .toList());
    }

    /** An integration's {@code requestParameters}; {@code declared} are those of its method. */
    static void checkIntegrationRequest(Map<String, String> mappings, Set<String> declared) {
        List<String> errors = new ArrayList<>();
        mappings.forEach((target, source) -> {
            if (!INTEGRATION_REQUEST.matcher(target).matches()) {
                errors.add(badParameter(target));
            } else if (METHOD_REQUEST_SOURCE.matcher(source).matches()) {
                if (!declared.contains(source.replaceFirst("\\.multivalue", "."))) {
                    errors.add(badParameter(source));
                }
            } else if (!ANYWHERE.matcher(source).matches()
                    && !METHOD_REQUEST_BODY.matcher(source).matches()) {
                errors.add(badExpression(source));
            }
        });
        refuse(errors);
    }

    /** An integration response's {@code responseParameters}; {@code method} is the method response of its status. */
    static void checkIntegrationResponse(Map<String, String> mappings, Optional<MethodResponse> method) {
        if (mappings.isEmpty()) {
            return;
        }
        if (method.isEmpty()) {
            refuse(List.of("No method response exists for method."));
        }
        Set<String> declared =
                method.map(response -> response.responseParameters().keySet()).orElse(Set.of());
        List<String> errors = new ArrayList<>();
        mappings.forEach((target, source) -> {
            if (!declared.contains(target)) {
                errors.add(badParameter(target));
            } else if (!ANYWHERE.matcher(source).matches()
                    && !INTEGRATION_RESPONSE.matcher(source).matches()) {
                errors.add(badExpression(source));
            }
        });
        refuse(errors);
    }

    /** A gateway response's {@code responseParameters}; a source need not be declared by any method. */
    static void checkGatewayResponse(Map<String, String> mappings) {
        List<String> errors = new ArrayList<>();
        mappings.forEach((target, source) -> {
            if (!GATEWAY_RESPONSE.matcher(target).matches()) {
                errors.add(badParameter(target));
            } else if (!ANYWHERE.matcher(source).matches()
                    && !METHOD_REQUEST_SOURCE.matcher(source).matches()) {
                errors.add(badExpression(source));
            }
        });
        refuse(errors);
    }

    /** An integration's {@code cacheKeyParameters}; the wording is a guess. */
    static void checkCacheKeys(List<String> keys) {
        for (String key : keys) {
            if (!CACHE_KEY.matcher(key).matches()) {
                throw Refusals.badRequest("Invalid cache key parameter specified: " + key);
            }
        }
    }

    private static String badParameter(String parameter) {
        return "Invalid mapping expression parameter specified: " + parameter;
    }

    private static String badExpression(String expression) {
        return "Invalid mapping expression specified: " + expression;
    }

    private static void refuse(List<String> errors) {
        if (!errors.isEmpty()) {
            throw Refusals.badRequest(
                    "Invalid mapping expression specified: Validation Result: warnings : [], errors : " + errors);
        }
    }
}
