package io.underpass.alb.compile;

import io.underpass.alb.compile.CompiledAuthentication.SignIn;
import io.underpass.alb.compile.CompiledAuthentication.Unauthenticated;
import io.underpass.alb.compile.CompiledAuthentication.ValidateJwt;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.Action.AuthenticateCognito;
import io.underpass.alb.model.Action.AuthenticateOidc;
import io.underpass.alb.model.Action.JwtValidation;
import io.underpass.alb.model.AuthenticationSession;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** From the model's actions that authenticate to such as can be taken. Threads: safe, holds nothing. */
final class AuthenticationCompiler {

    private AuthenticationCompiler() {}

    /** Those of {@code actions} that authenticate, in their order; mostly none. */
    static List<CompiledAuthentication> compile(List<Action> actions) {
        return actions.stream()
                .filter(Action::authenticates)
                .sorted(Comparator.comparingInt(action -> action.order().orElse(0)))
                .flatMap(AuthenticationCompiler::compile)
                .toList();
    }

    private static Stream<CompiledAuthentication> compile(Action action) {
        if (action instanceof JwtValidation jwt) {
            return Stream.of(new ValidateJwt(URI.create(jwt.jwksEndpoint()), jwt.issuer(), jwt.additionalClaims()));
        }
        if (action instanceof AuthenticateOidc oidc) {
            return Stream.of(signIn(
                    oidc.issuer(),
                    Optional.empty(),
                    List.of(oidc.authorizationEndpoint(), oidc.tokenEndpoint(), oidc.userInfoEndpoint()),
                    oidc.clientId(),
                    Optional.of(oidc.clientSecret()),
                    oidc.session()));
        }
        return action instanceof AuthenticateCognito cognito ? Stream.of(cognito(cognito)) : Stream.empty();
    }

    /** A pool's endpoints are those of its domain (the user pool's OAuth 2.0 endpoints). */
    private static SignIn cognito(AuthenticateCognito cognito) {
        String poolId = cognito.userPoolArn().substring(cognito.userPoolArn().indexOf('/') + 1);
        String base = "https://" + cognito.host() + "/oauth2/";
        return signIn(
                "https://cognito-idp." + cognito.region() + ".amazonaws.com/" + poolId,
                Optional.of(poolId),
                List.of(base + "authorize", base + "token", base + "userInfo"),
                cognito.userPoolClientId(),
                Optional.empty(),
                cognito.session());
    }

    private static SignIn signIn(
            String issuer,
            Optional<String> userPoolId,
            List<String> endpoints,
            String clientId,
            Optional<String> clientSecret,
            AuthenticationSession session) {
        return new SignIn(
                issuer,
                userPoolId,
                URI.create(endpoints.get(0)),
                URI.create(endpoints.get(1)),
                URI.create(endpoints.get(2)),
                clientId,
                clientSecret,
                session.cookieName(),
                session.scope(),
                Duration.ofSeconds(session.timeoutSeconds()),
                session.extraParams(),
                Unauthenticated.valueOf(session.onUnauthenticatedRequest().toUpperCase(Locale.ROOT)));
    }
}
