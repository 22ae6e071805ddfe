package io.underpass.gateway.compile;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.underpass.aws.Arn;
import io.underpass.gateway.model.Authorizer;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.RestApi;
import io.underpass.gateway.policy.PolicyDocument;
import io.underpass.gateway.policy.PolicyReader;
import io.underpass.gateway.policy.PolicyReading;
import io.underpass.gateway.policy.PolicyText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides how a method finds out who may use it.
 *
 * <p>Threads: stateless.
 */
final class AccessCompiler {

    private static final int DEFAULT_TTL_SECONDS = 300;
    private static final String POOL = "userpool/";

    private AccessCompiler() {}

    /** Whether anything of the authorizer of {@code method} reads a stage variable. */
    static boolean usesStageVariables(Deployment deployment, Method method) {
        return authorizer(deployment, method)
                .filter(found -> StageVariables.isIn(found.authorizerUri().orElse(""))
                        || StageVariables.isIn(found.identitySource().orElse(""))
                        || found.providerArns().stream().anyMatch(StageVariables::isIn))
                .isPresent();
    }

    /** The policy of {@code api}; it was read once before, when it was put, so that what fails here is no policy of AWS. */
    static Optional<PolicyDocument> resourcePolicy(RestApi api) throws UnusableRoute {
        if (api.policy().isEmpty()) {
            return Optional.empty();
        }
        String text = PolicyText.expanded(api.policy().get(), api.scope(), api.id());
        PolicyReading reading = PolicyReader.resourcePolicy(text);
        if (reading instanceof PolicyReading.Invalid invalid) {
            throw UnusableRoute.misconfigured("the resource policy cannot be read: " + invalid.reason());
        }
        if (reading instanceof PolicyReading.NotEmulated missing) {
            throw UnusableRoute.notEmulated(missing.feature());
        }
        return Optional.of(((PolicyReading.Readable) reading).document());
    }

    static Authorization authorization(Deployment deployment, Method method, StageVariables variables)
            throws UnusableRoute {
        try {
            return read(deployment, method, variables);
        } catch (UnusableRoute e) {
            if (e.plan() instanceof RoutePlan.Misconfigured broken) {
                return new Authorization.Broken(broken.reason());
            }
            throw e;
        }
    }

    private static Authorization read(Deployment deployment, Method method, StageVariables variables)
            throws UnusableRoute {
        return switch (method.authorizationType()) {
            case "NONE" -> new Authorization.None();
            case "AWS_IAM" -> new Authorization.Iam();
            case "CUSTOM" -> lambda(required(deployment, method), variables);
            case "COGNITO_USER_POOLS" -> userPools(required(deployment, method), method, variables);
            default -> throw UnusableRoute.notEmulated("methods with authorizationType " + method.authorizationType());
        };
    }

    private static Authorization lambda(Authorizer authorizer, StageVariables variables) throws UnusableRoute {
        boolean token = authorizer.type().equals("TOKEN");
        List<MappingSource> sources = sources(authorizer.identitySource().orElse(""), variables);
        if (token && sources.size() != 1) {
            throw UnusableRoute.misconfigured("the authorizer " + authorizer.name() + " needs one identity source");
        }
        int ttlSeconds = authorizer.authorizerResultTtlInSeconds().orElse(DEFAULT_TTL_SECONDS);
        return new Authorization.Lambda(
                authorizer.id(),
                functionArn(variables.putInto(authorizer.authorizerUri().orElse(""))),
                token,
                sources,
                validation(authorizer),
                Duration.ofSeconds(ttlSeconds));
    }

    private static Authorization userPools(Authorizer authorizer, Method method, StageVariables variables)
            throws UnusableRoute {
        List<String> poolIds = new ArrayList<>();
        for (String text : authorizer.providerArns()) {
            String arn = variables.putInto(text);
            poolIds.add(Arn.parse(arn)
                    .filter(parsed -> parsed.resource().startsWith(POOL))
                    .map(parsed -> parsed.resource().substring(POOL.length()))
                    .orElseThrow(() -> UnusableRoute.misconfigured("'" + arn + "' is the ARN of no user pool")));
        }
        List<MappingSource> sources = sources(authorizer.identitySource().orElse(""), variables);
        if (sources.isEmpty()) {
            throw UnusableRoute.misconfigured("the authorizer " + authorizer.name() + " has no identity source");
        }
        return new Authorization.UserPools(
                List.copyOf(poolIds), sources.get(0), validation(authorizer), method.authorizationScopes());
    }

    private static List<MappingSource> sources(String text, StageVariables variables) throws UnusableRoute {
        List<MappingSource> sources = new ArrayList<>();
        for (String expression : text.split(",")) {
            if (!expression.isBlank()) {
                sources.add(MappingExpression.ofRequest(expression.strip(), variables));
            }
        }
        return List.copyOf(sources);
    }

    private static String functionArn(String uri) throws UnusableRoute {
        return FunctionUri.parse(uri)
                .map(FunctionUri::functionArn)
                .orElseThrow(() ->
                        UnusableRoute.misconfigured("the authorizer's uri '" + uri + "' names no Lambda function"));
    }

    private static Optional<Pattern> validation(Authorizer authorizer) throws UnusableRoute {
        try {
            return authorizer
                    .identityValidationExpression()
                    .filter(text -> !text.isEmpty())
                    .map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw UnusableRoute.misconfigured("the authorizer's identityValidationExpression is no regular expression"
                    + " that Underpass can match in bounded time: " + e.getMessage());
        }
    }

    private static Authorizer required(Deployment deployment, Method method) throws UnusableRoute {
        return authorizer(deployment, method)
                .orElseThrow(() -> UnusableRoute.misconfigured("the method's authorizer does not exist"));
    }

    private static Optional<Authorizer> authorizer(Deployment deployment, Method method) {
        return method.authorizerId()
                .map(id -> deployment.definitions().authorizers().get(id));
    }
}
