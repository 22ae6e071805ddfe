package io.underpass.gateway.control;

import com.google.re2j.Pattern;
import io.underpass.aws.Arn;
import io.underpass.aws.AwsError;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Authorizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Reads and checks an authorizer, whether created or patched. Refusals are worded as a guess, but for what they check.
 *
 * <p>Threads: stateless.
 */
final class AuthorizerReader {

    private static final int DEFAULT_TTL_SECONDS = 300;
    private static final int MAX_TTL_SECONDS = 3600;
    private static final List<String> TYPES = List.of("TOKEN", "REQUEST", "COGNITO_USER_POOLS");
    private static final java.util.regex.Pattern SOURCE = java.util.regex.Pattern.compile(
            "(method\\.request\\.(header|querystring|multivalueheader|multivaluequerystring)|stageVariables|context)"
                    + "\\.[a-zA-Z0-9._$-]+");

    private AuthorizerReader() {}

    static Authorizer read(Input input, String id, ApiState api) {
        String name = input.optionalString("name").orElse("");
        if (name.isBlank()) {
            throw Refusals.badRequest("Authorizer name cannot be empty");
        }
        if (api.definitions().authorizers().values().stream()
                .anyMatch(other -> other.name().equals(name) && !other.id().equals(id))) {
            throw Refusals.badRequest(
                    "Authorizer name must be unique. Authorizer " + name + " already exists in this RestApi.");
        }
        String type = input.string("type");
        if (!TYPES.contains(type)) {
            throw Refusals.badRequest(
                    "Invalid authorizer type specified. Valid options are " + String.join(",", TYPES));
        }
        boolean cognito = type.equals("COGNITO_USER_POOLS");
        int ttlSeconds = input.optionalInteger("authorizerResultTtlInSeconds").orElse(DEFAULT_TTL_SECONDS);
        if (ttlSeconds < 0 || ttlSeconds > MAX_TTL_SECONDS) {
            throw Refusals.badRequest("Authorizer result TTL must be between 0 and 3600 seconds");
        }
        return new Authorizer(
                id,
                name,
                type,
                cognito ? pools(input.strings("providerARNs")) : List.of(),
                Optional.of(input.optionalString("authType").orElse(cognito ? "cognito_user_pools" : "custom")),
                cognito ? Optional.empty() : Optional.of(functionUri(input)),
                input.optionalString("authorizerCredentials"),
                identitySource(input, type, ttlSeconds),
                validation(input),
                Optional.of(ttlSeconds));
    }

    private static List<String> pools(List<String> arns) {
        if (arns.isEmpty()) {
            throw Refusals.badRequest(
                    "At least one provider ARN must be specified for a COGNITO_USER_POOLS authorizer");
        }
        for (String arn : arns) {
            if (!arn.contains("${stageVariables.")
                    && Arn.parse(arn)
                            .filter(parsed -> parsed.service().equals("cognito-idp"))
                            .filter(parsed -> parsed.resource().startsWith("userpool/"))
                            .isEmpty()) {
                throw Refusals.badRequest("Invalid Cognito User Pool ARN: " + arn);
            }
        }
        return arns;
    }

    private static String functionUri(Input input) {
        String uri = input.optionalString("authorizerUri").orElse("");
        if (!uri.matches("arn:[a-z-]+:apigateway:[a-z0-9-]+:lambda:path/.*/functions/.+/invocations")) {
            throw Refusals.badRequest("Invalid Authorizer URI: " + uri
                    + ". Authorizer URI should be a valid API Gateway ARN that represents a Lambda function"
                    + " invocation.");
        }
        return uri;
    }

    /** Not asked of a REQUEST authorizer that keeps no decisions (AWS, CreateAuthorizer). */
    private static Optional<String> identitySource(Input input, String type, int ttlSeconds) {
        Optional<String> source = input.optionalString("identitySource").filter(text -> !text.isBlank());
        if (source.isEmpty() && (!type.equals("REQUEST") || ttlSeconds > 0)) {
            throw Refusals.badRequest("Identity source is required for this authorizer: it names what identifies the"
                    + " caller, as in method.request.header.Authorization");
        }
        String[] expressions = source.orElse("").split(",");
        if (!type.equals("REQUEST") && expressions.length > 1) {
            throw Refusals.badRequest("Only one identity source can be specified for authorizers of type " + type);
        }
        for (String expression : expressions) {
            if (source.isPresent() && !SOURCE.matcher(expression.strip()).matches()) {
                throw Refusals.badRequest("Invalid mapping expression specified: " + expression.strip());
            }
        }
        return source;
    }

    /** Clients choose what is matched: only what takes linear time is let in. */
    private static Optional<String> validation(Input input) {
        Optional<String> expression =
                input.optionalString("identityValidationExpression").filter(text -> !text.isEmpty());
        expression.ifPresent(text -> {
            try {
                Pattern.compile(text);
            } catch (com.google.re2j.PatternSyntaxException e) {
                throw isJavas(text)
                        ? AwsError.notEmulated("look-around and back references in identityValidationExpression")
                        : Refusals.badRequest("Invalid identity validation expression: " + text);
            }
        });
        return expression;
    }

    private static boolean isJavas(String text) {
        try {
            java.util.regex.Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
