package io.underpass.emulator.description;

import java.util.List;

/** Writes the actions that come before others as Elastic Load Balancing has them. Threads: stateless. */
final class AuthenticationMembers {

    private AuthenticationMembers() {}

    static Members of(Authentication authentication) {
        if (authentication instanceof Authentication.Oidc oidc) {
            Members config = Members.of("Issuer", oidc.issuer())
                    .text("AuthorizationEndpoint", oidc.authorizationEndpoint())
                    .text("TokenEndpoint", oidc.tokenEndpoint())
                    .text("UserInfoEndpoint", oidc.userInfoEndpoint())
                    .text("ClientId", oidc.clientId())
                    .text("ClientSecret", oidc.clientSecret());
            return Members.of("Type", "authenticate-oidc")
                    .structure("AuthenticateOidcConfig", with(config, oidc.session()));
        }
        if (authentication instanceof Authentication.Cognito cognito) {
            Members config = Members.of("UserPoolArn", cognito.userPool())
                    .text("UserPoolClientId", cognito.clientId())
                    .text("UserPoolDomain", cognito.domain());
            return Members.of("Type", "authenticate-cognito")
                    .structure("AuthenticateCognitoConfig", with(config, cognito.session()));
        }
        Authentication.Jwt jwt = (Authentication.Jwt) authentication;
        Members config = Members.of("Issuer", jwt.issuer()).text("JwksEndpoint", jwt.jwks());
        List<Members> claims = jwt.claims().stream()
                .map(claim -> Members.of("Name", claim.name())
                        .text("Format", claim.format())
                        .texts("Values", claim.values()))
                .toList();
        return Members.of("Type", "jwt-validation")
                .structure(
                        "JwtValidationConfig",
                        claims.isEmpty() ? config : config.structures("AdditionalClaims", claims));
    }

    private static Members with(Members config, Authentication.Session session) {
        config.text("Scope", session.scope())
                .text("SessionCookieName", session.cookie())
                .number("SessionTimeout", session.timeout().map(time -> (int) time.toSeconds()))
                .text("OnUnauthenticatedRequest", session.unauthenticated());
        return session.parameters().isEmpty()
                ? config
                : config.texts("AuthenticationRequestExtraParams", session.parameters());
    }
}
