package io.underpass.alb.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.Action.AuthenticateCognito;
import io.underpass.alb.model.Action.AuthenticateOidc;
import io.underpass.alb.model.Action.JwtValidation;
import io.underpass.alb.model.AuthenticationSession;

/** Actions that authenticate as answers show them: without secrets. Threads: stateless. */
final class AuthenticationView {

    private AuthenticationView() {}

    /** Adds the member that says how {@code action} authenticates, where it does. */
    static void addTo(ObjectNode members, Action action) {
        if (action instanceof AuthenticateOidc oidc) {
            members.set("AuthenticateOidcConfig", oidc(oidc));
        } else if (action instanceof AuthenticateCognito cognito) {
            members.set("AuthenticateCognitoConfig", cognito(cognito));
        } else if (action instanceof JwtValidation jwt) {
            members.set("JwtValidationConfig", jwt(jwt));
        }
    }

    private static ObjectNode oidc(AuthenticateOidc oidc) {
        ObjectNode config = Answer.empty()
                .put("Issuer", oidc.issuer())
                .put("AuthorizationEndpoint", oidc.authorizationEndpoint())
                .put("TokenEndpoint", oidc.tokenEndpoint())
                .put("UserInfoEndpoint", oidc.userInfoEndpoint())
                .put("ClientId", oidc.clientId());
        return withSession(config, oidc.session());
    }

    private static ObjectNode cognito(AuthenticateCognito cognito) {
        ObjectNode config = Answer.empty()
                .put("UserPoolArn", cognito.userPoolArn())
                .put("UserPoolClientId", cognito.userPoolClientId())
                .put("UserPoolDomain", cognito.userPoolDomain());
        return withSession(config, cognito.session());
    }

    private static ObjectNode withSession(ObjectNode config, AuthenticationSession session) {
        config.put("SessionCookieName", session.cookieName())
                .put("Scope", session.scope())
                .put("SessionTimeout", session.timeoutSeconds());
        if (!session.extraParams().isEmpty()) {
            ArrayNode entries =
                    config.putObject("AuthenticationRequestExtraParams").putArray("entry");
            session.extraParams()
                    .forEach((key, value) ->
                            entries.addObject().put("key", key).put("value", value));
        }
        return config.put("OnUnauthenticatedRequest", session.onUnauthenticatedRequest());
    }

    private static ObjectNode jwt(JwtValidation jwt) {
        ObjectNode config =
                Answer.empty().put("JwksEndpoint", jwt.jwksEndpoint()).put("Issuer", jwt.issuer());
        if (!jwt.additionalClaims().isEmpty()) {
            ArrayNode claims = config.putArray("AdditionalClaims");
            for (JwtValidation.Claim claim : jwt.additionalClaims()) {
                claims.addObject()
                        .put("Format", claim.format())
                        .put("Name", claim.name())
                        .set("Values", Answer.texts(claim.values()));
            }
        }
        return config;
    }
}
