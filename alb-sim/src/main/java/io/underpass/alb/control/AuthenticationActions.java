package io.underpass.alb.control;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Action.AuthenticateCognito;
import io.underpass.alb.model.Action.AuthenticateOidc;
import io.underpass.alb.model.Action.JwtValidation;
import io.underpass.alb.model.AuthenticationSession;
import io.underpass.aws.shape.Input;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads and checks authenticate-oidc, authenticate-cognito and jwt-validation actions (spec 2.4). Texts are guesses where
 * nothing else is said. Unlike on AWS, endpoints may be http, since providers on this machine often are.
 *
 * <p>Threads: confined to one call.
 *
 * @param before the actions that are replaced, from which a client secret may be taken over
 */
record AuthenticationActions(List<Action> before) {

    private static final int MAX_EXTRA_PARAMS = 10;
    private static final int MAX_JWT_TEXT = 256;
    private static final int MAX_CLAIMS = 10;
    private static final int MAX_CLAIM_VALUES = 10;
    private static final Set<String> CHECKED_ANYWAY = Set.of("exp", "iss", "nbf", "iat");
    private static final Pattern USER_POOL =
            Pattern.compile("arn:[^:]+:cognito-idp:([a-z0-9-]+):\\d{12}:userpool/([\\w-]+)");
    private static final Pattern DOMAIN = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?");
    private static final Pattern COOKIE_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"); // RFC 6265 4.1.1

    /** AWS's words. */
    static void refuseWithoutTls(List<Action> actions, String protocol) {
        actions.stream()
                .filter(action -> action.authenticates() && !protocol.equals("HTTPS"))
                .findFirst()
                .ifPresent(action -> {
                    throw Refusals.invalidAction(
                            "Actions of type '" + action.type() + "' are supported only on HTTPS listeners");
                });
    }

    Action readOidc(Input config, Optional<Integer> order) {
        return new AuthenticateOidc(
                order,
                url(config, "Issuer"),
                url(config, "AuthorizationEndpoint"),
                url(config, "TokenEndpoint"),
                url(config, "UserInfoEndpoint"),
                config.string("ClientId"),
                secret(config),
                session(config));
    }

    Action readCognito(Input config, Optional<Integer> order) {
        String arn = config.string("UserPoolArn");
        if (!USER_POOL.matcher(arn).matches()) {
            throw Refusals.validation("'" + arn + "' is not a valid user pool ARN");
        }
        String domain = config.string("UserPoolDomain");
        if (!DOMAIN.matcher(domain).matches()) {
            throw Refusals.validation("'" + domain + "' is not a valid user pool domain");
        }
        return new AuthenticateCognito(order, arn, config.string("UserPoolClientId"), domain, session(config));
    }

    static Action readJwt(Input config, Optional<Integer> order) {
        List<Input> claims = config.structures("AdditionalClaims");
        if (claims.size() > MAX_CLAIMS) {
            throw Refusals.validation("A jwt-validation action can only have '" + MAX_CLAIMS + "' additional claims");
        }
        return new JwtValidation(
                order,
                limited("JwksEndpoint", url(config, "JwksEndpoint")),
                limited("Issuer", config.string("Issuer")),
                claims.stream().map(AuthenticationActions::claim).toList());
    }

    private static JwtValidation.Claim claim(Input claim) {
        String name = claim.string("Name");
        List<String> values = claim.strings("Values");
        if (CHECKED_ANYWAY.contains(name)) {
            throw Refusals.validation("The claim '" + name + "' is validated by default and cannot be specified");
        }
        if (values.isEmpty() || values.size() > MAX_CLAIM_VALUES) {
            throw Refusals.validation("The claim '" + name + "' must have between '1-" + MAX_CLAIM_VALUES + "' values");
        }
        boolean separated = claim.string("Format").equals("space-separated-values");
        for (String value : values) {
            limited("Values", value);
            if (separated && value.contains(" ")) {
                throw Refusals.validation("The values of the claim '" + name + "' cannot include spaces");
            }
        }
        return new JwtValidation.Claim(claim.string("Format"), limited("Name", name), values);
    }

    private String secret(Input config) {
        Optional<String> given = config.optionalString("ClientSecret");
        boolean existing = config.optionalBoolean("UseExistingClientSecret").orElse(false);
        if (existing && given.isPresent()) {
            // AWS's words.
            throw Refusals.invalidAction(
                    "You cannot both specify a client secret and set UseExistingClientSecret to true");
        }
        return given.or(() -> existing ? secretBefore(config.string("ClientId")) : Optional.empty())
                .orElseThrow(() -> Refusals.invalidAction("A client secret must be specified"));
    }

    private Optional<String> secretBefore(String clientId) {
        return before.stream()
                .filter(AuthenticateOidc.class::isInstance)
                .map(AuthenticateOidc.class::cast)
                .filter(action -> action.clientId().equals(clientId))
                .map(AuthenticateOidc::clientSecret)
                .findFirst();
    }

    private static AuthenticationSession session(Input config) {
        int timeout = config.optionalInteger("SessionTimeout").orElse(AuthenticationSession.MAX_TIMEOUT_SECONDS);
        if (timeout < 1 || timeout > AuthenticationSession.MAX_TIMEOUT_SECONDS) {
            throw Refusals.validation("Session timeout '" + timeout + "' must be between '1-"
                    + AuthenticationSession.MAX_TIMEOUT_SECONDS + "' inclusive");
        }
        Map<String, String> extra = config.stringMap("AuthenticationRequestExtraParams");
        if (extra.size() > MAX_EXTRA_PARAMS) {
            throw Refusals.validation(
                    "An authenticate action can only have '" + MAX_EXTRA_PARAMS + "' extra parameters");
        }
        String cookie = config.optionalString("SessionCookieName").orElse(AuthenticationSession.DEFAULT_COOKIE_NAME);
        if (!COOKIE_NAME.matcher(cookie).matches()) {
            throw Refusals.validation("'" + cookie + "' is not a valid session cookie name");
        }
        return new AuthenticationSession(
                cookie,
                config.optionalString("Scope").orElse("openid"),
                timeout,
                extra,
                config.optionalString("OnUnauthenticatedRequest").orElse("authenticate"));
    }

    private static String url(Input config, String member) {
        String text = config.string(member);
        try {
            URI uri = new URI(text);
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // Refused as well.
        }
        throw Refusals.validation("'" + member + "' must be a full URL, not '" + text + "'");
    }

    private static String limited(String member, String text) {
        if (text.length() > MAX_JWT_TEXT) {
            throw Refusals.validation("'" + member + "' is too long; the limit is '" + MAX_JWT_TEXT + "'");
        }
        return text;
    }
}
