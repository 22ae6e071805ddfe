package io.underpass.alb.compile;

import io.underpass.alb.model.Action.JwtValidation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a rule decides who may pass.
 *
 * <p>Threads: immutable.
 */
public sealed interface CompiledAuthentication {

    /**
     * By a token in the request.
     *
     * @param jwks where the keys are that may have signed it
     */
    record ValidateJwt(URI jwks, String issuer, List<JwtValidation.Claim> claims) implements CompiledAuthentication {}

    /**
     * By signing in at a provider.
     *
     * @param userPoolId where the provider is a Cognito user pool
     * @param clientSecret empty for a user pool's client, whose secret AWS asks the pool for
     * @param cookieName what the session's cookies are called, before their numbers
     * @param timeout how long a session lasts
     * @param extraParams go to the authorization endpoint as well
     */
    record SignIn(
            String issuer,
            Optional<String> userPoolId,
            URI authorizationEndpoint,
            URI tokenEndpoint,
            URI userInfoEndpoint,
            String clientId,
            Optional<String> clientSecret,
            String cookieName,
            String scope,
            Duration timeout,
            Map<String, String> extraParams,
            Unauthenticated unauthenticated)
            implements CompiledAuthentication {

        /** Without the secret. */
        @Override
        public String toString() {
            return "SignIn[" + issuer + ", " + clientId + "]";
        }
    }

    /** What becomes of those who have not signed in. */
    enum Unauthenticated {
        DENY,
        ALLOW,
        AUTHENTICATE
    }
}
