package io.underpass.alb.control;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Action.AuthenticateCognito;
import io.underpass.alb.model.Action.AuthenticateOidc;
import io.underpass.alb.model.Action.JwtValidation;
import io.underpass.alb.model.AuthenticationSession;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is wrong with actions that authenticate, wherever they come from (spec 2.4). Texts are guesses where nothing else
 * is said. Unlike on AWS, endpoints may be http, since providers on this machine often are.
 *
 * <p>Threads: stateless.
 */
final class AuthenticationChecks {

    private static final int MAX_PORT = 65535;
    private static final int MAX_EXTRA_PARAMS = 10;
    private static final int MAX_JWT_TEXT = 256;
    private static final int MAX_CLAIMS = 10;
    private static final int MAX_CLAIM_VALUES = 10;
    private static final String SEPARATED = "space-separated-values";
    private static final Set<String> FORMATS = Set.of("single-string", "string-array", SEPARATED);
    private static final Set<String> UNAUTHENTICATED = Set.of("deny", "allow", "authenticate");
    private static final Set<String> CHECKED_ANYWAY = Set.of("exp", "iss", "nbf", "iat");
    private static final Pattern USER_POOL =
            Pattern.compile("arn:[^:]+:cognito-idp:([a-z0-9-]+):\\d{12}:userpool/([\\w-]+)");
    private static final Pattern COOKIE_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"); // RFC 6265 4.1.1

    private AuthenticationChecks() {}

    /** Refuses {@code action} where there is something wrong with it. */
    static <A extends Action> A checked(A action) {
        problem(action).ifPresent(reason -> {
            throw Refusals.validation(reason);
        });
        return action;
    }

    /** What is wrong with {@code action}, the first of it; nothing with those that do not authenticate. */
    static Optional<String> problem(Action action) {
        if (action instanceof AuthenticateOidc oidc) {
            return first(
                    () -> url("Issuer", oidc.issuer()),
                    () -> url("AuthorizationEndpoint", oidc.authorizationEndpoint()),
                    () -> url("TokenEndpoint", oidc.tokenEndpoint()),
                    () -> url("UserInfoEndpoint", oidc.userInfoEndpoint()),
                    () -> session(oidc.session()));
        }
        if (action instanceof AuthenticateCognito cognito) {
            return first(() -> pool(cognito), () -> session(cognito.session()));
        }
        return action instanceof JwtValidation jwt ? token(jwt) : Optional.empty();
    }

    private static Optional<String> pool(AuthenticateCognito cognito) {
        if (!USER_POOL.matcher(cognito.userPoolArn()).matches()) {
            return Optional.of("'" + cognito.userPoolArn() + "' is not a valid user pool ARN");
        }
        boolean leads = host("https://" + cognito.host() + "/")
                        .filter(cognito.host()::equals)
                        .isPresent()
                && !cognito.host().endsWith(".");
        return wrong(!leads, "'" + cognito.userPoolDomain() + "' is not a valid user pool domain");
    }

    private static Optional<String> session(AuthenticationSession session) {
        int timeout = session.timeoutSeconds();
        return first(
                () -> wrong(
                        timeout < 1 || timeout > AuthenticationSession.MAX_TIMEOUT_SECONDS,
                        "Session timeout '" + timeout + "' must be between '1-"
                                + AuthenticationSession.MAX_TIMEOUT_SECONDS + "' inclusive"),
                () -> wrong(
                        session.extraParams().size() > MAX_EXTRA_PARAMS,
                        "An authenticate action can only have '" + MAX_EXTRA_PARAMS + "' extra parameters"),
                () -> wrong(
                        !COOKIE_NAME.matcher(session.cookieName()).matches(),
                        "'" + session.cookieName() + "' is not a valid session cookie name"),
                () -> wrong(
                        !UNAUTHENTICATED.contains(session.onUnauthenticatedRequest()),
                        "'" + session.onUnauthenticatedRequest() + "' is not what can be done with strangers"));
    }

    private static Optional<String> token(JwtValidation jwt) {
        return first(
                () -> url("JwksEndpoint", jwt.jwksEndpoint()),
                () -> limited("JwksEndpoint", jwt.jwksEndpoint()),
                () -> limited("Issuer", jwt.issuer()),
                () -> wrong(
                        jwt.additionalClaims().size() > MAX_CLAIMS,
                        "A jwt-validation action can only have '" + MAX_CLAIMS + "' additional claims"),
                () -> jwt.additionalClaims().stream()
                        .flatMap(claim -> claim(claim).stream())
                        .findFirst());
    }

    private static Optional<String> claim(JwtValidation.Claim claim) {
        String name = claim.name();
        List<String> values = claim.values();
        boolean spaces = claim.format().equals(SEPARATED) && values.stream().anyMatch(value -> value.contains(" "));
        return first(
                () -> wrong(!FORMATS.contains(claim.format()), "'" + claim.format() + "' is not a format of claims"),
                () -> wrong(
                        CHECKED_ANYWAY.contains(name),
                        "The claim '" + name + "' is validated by default and cannot be specified"),
                () -> limited("Name", name),
                () -> wrong(
                        values.isEmpty() || values.size() > MAX_CLAIM_VALUES,
                        "The claim '" + name + "' must have between '1-" + MAX_CLAIM_VALUES + "' values"),
                () -> values.stream()
                        .flatMap(value -> limited("Values", value).stream())
                        .findFirst(),
                () -> wrong(spaces, "The values of the claim '" + name + "' cannot include spaces"));
    }

    private static Optional<String> url(String member, String text) {
        return wrong(host(text).isEmpty(), "'" + member + "' must be a full URL, not '" + text + "'");
    }

    /** The host of a URL that can be called. */
    private static Optional<String> host(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return Optional.ofNullable(uri.getHost()).filter(host -> web && uri.getPort() <= MAX_PORT);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> limited(String member, String text) {
        return wrong(text.length() > MAX_JWT_TEXT, "'" + member + "' is too long; the limit is '" + MAX_JWT_TEXT + "'");
    }

    private static Optional<String> wrong(boolean wrong, String reason) {
        return wrong ? Optional.of(reason) : Optional.empty();
    }

    @SafeVarargs
    private static Optional<String> first(Supplier<Optional<String>>... checks) {
        return Stream.of(checks).flatMap(check -> check.get().stream()).findFirst();
    }
}
