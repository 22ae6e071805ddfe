package io.underpass.emulator.description;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a load balancer finds out who somebody is before it does something for them; listeners for HTTPS alone can. Identity
 * providers are reached as the emulator's settings say.
 *
 * <p>Threads: immutable.
 */
public sealed interface Authentication {

    /** People who sign in with a provider of OpenID Connect. */
    record Oidc(
            String issuer,
            String authorizationEndpoint,
            String tokenEndpoint,
            String userInfoEndpoint,
            String clientId,
            String clientSecret,
            Session session)
            implements Authentication {

        /** With these endpoints of the provider. */
        public Oidc endpoints(String authorization, String token, String userInfo) {
            return new Oidc(issuer, authorization, token, userInfo, clientId, clientSecret, session);
        }

        /** As this client of the provider. */
        public Oidc client(String id, String secret) {
            return new Oidc(issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, id, secret, session);
        }

        /** With another session. */
        public Oidc session(Session other) {
            return new Oidc(
                    issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, clientId, clientSecret, other);
        }
    }

    /**
     * People who sign in with a user pool of Cognito.
     *
     * @param userPool its ARN
     * @param domain its domain's prefix, or its own domain
     */
    record Cognito(String userPool, String clientId, String domain, Session session) implements Authentication {

        /** With another session. */
        public Cognito session(Session other) {
            return new Cognito(userPool, clientId, domain, other);
        }
    }

    /**
     * Programs that show a token.
     *
     * @param jwks where the keys are that tokens are signed with
     */
    record Jwt(String issuer, String jwks, List<Claim> claims) implements Authentication {

        /** Copies the list. */
        public Jwt {
            claims = List.copyOf(claims);
        }

        /** With a claim that is to be this text. */
        public Jwt claim(String name, String value) {
            return claim(name, "single-string", value);
        }

        /** With a claim of this format that is to hold these values. */
        public Jwt claim(String name, String format, String... values) {
            return new Jwt(issuer, jwks, Lists.with(claims, new Claim(name, format, List.of(values))));
        }
    }

    /**
     * What a token has to say.
     *
     * @param format {@code single-string}, {@code string-array} or {@code space-separated-values}
     */
    record Claim(String name, String format, List<String> values) {

        /** Copies the list. */
        public Claim {
            values = List.copyOf(values);
        }
    }

    /**
     * What is kept of somebody who has signed in. What is empty is AWS's default.
     *
     * @param unauthenticated what becomes of others: {@code authenticate}, {@code allow} or {@code deny}
     * @param parameters sent along to the provider
     */
    record Session(
            Optional<String> scope,
            Optional<String> cookie,
            Optional<Duration> timeout,
            Optional<String> unauthenticated,
            Map<String, String> parameters) {

        /** As AWS has it. */
        public static final Session DEFAULT =
                new Session(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

        /** Copies the map. */
        public Session {
            parameters = Lists.copy(parameters);
        }

        /** For these scopes. */
        public Session scope(String scopes) {
            return new Session(Optional.of(scopes), cookie, timeout, unauthenticated, parameters);
        }

        /** In cookies of this name. */
        public Session cookie(String name) {
            return new Session(scope, Optional.of(name), timeout, unauthenticated, parameters);
        }

        /** For so long. */
        public Session timeout(Duration time) {
            return new Session(scope, cookie, Optional.of(time), unauthenticated, parameters);
        }

        /** With this done with others: {@code allow} or {@code deny}. */
        public Session unauthenticated(String what) {
            return new Session(scope, cookie, timeout, Optional.of(what), parameters);
        }

        /** With something that is sent along to the provider. */
        public Session parameter(String name, String value) {
            return new Session(scope, cookie, timeout, unauthenticated, Lists.with(parameters, name, value));
        }
    }

    /** A provider of OpenID Connect; it needs endpoints and a client. */
    static Oidc oidc(String issuer) {
        return new Oidc(issuer, "", "", "", "", "", Session.DEFAULT);
    }

    /** A user pool, by its ARN. */
    static Cognito cognito(String userPool, String clientId, String domain) {
        return new Cognito(userPool, clientId, domain, Session.DEFAULT);
    }

    /** Tokens of {@code issuer}, signed with keys that are found at {@code jwks}. */
    static Jwt jwt(String issuer, String jwks) {
        return new Jwt(issuer, jwks, List.of());
    }
}
