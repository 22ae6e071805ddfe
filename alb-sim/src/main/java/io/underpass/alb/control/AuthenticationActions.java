package io.underpass.alb.control;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Action.AuthenticateCognito;
import io.underpass.alb.model.Action.AuthenticateOidc;
import io.underpass.alb.model.Action.JwtValidation;
import io.underpass.alb.model.AuthenticationSession;
import io.underpass.aws.shape.Input;
import java.util.List;
import java.util.Optional;

/**
 * Reads authenticate-oidc, authenticate-cognito and jwt-validation actions (spec 2.4). Texts are guesses where nothing else
 * is said.
 *
 * <p>Threads: confined to one call.
 *
 * @param before the actions that are replaced, from which a client secret may be taken over
 */
record AuthenticationActions(List<Action> before) {

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
        return AuthenticationChecks.checked(new AuthenticateOidc(
                order,
                config.string("Issuer"),
                config.string("AuthorizationEndpoint"),
                config.string("TokenEndpoint"),
                config.string("UserInfoEndpoint"),
                config.string("ClientId"),
                secret(config),
                session(config)));
    }

    static Action readCognito(Input config, Optional<Integer> order) {
        return AuthenticationChecks.checked(new AuthenticateCognito(
                order,
                config.string("UserPoolArn"),
                config.string("UserPoolClientId"),
                config.string("UserPoolDomain"),
                session(config)));
    }

    static Action readJwt(Input config, Optional<Integer> order) {
        return AuthenticationChecks.checked(new JwtValidation(
                order,
                config.string("JwksEndpoint"),
                config.string("Issuer"),
                config.structures("AdditionalClaims").stream()
                        .map(claim -> new JwtValidation.Claim(
                                claim.string("Format"), claim.string("Name"), claim.strings("Values")))
                        .toList()));
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
        return new AuthenticationSession(
                config.optionalString("SessionCookieName").orElse(AuthenticationSession.DEFAULT_COOKIE_NAME),
                config.optionalString("Scope").orElse("openid"),
                config.optionalInteger("SessionTimeout").orElse(AuthenticationSession.MAX_TIMEOUT_SECONDS),
                config.stringMap("AuthenticationRequestExtraParams"),
                config.optionalString("OnUnauthenticatedRequest").orElse("authenticate"));
    }
}
