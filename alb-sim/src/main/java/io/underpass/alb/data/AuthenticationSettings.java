package io.underpass.alb.data;

import io.underpass.alb.IdentityProviders;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What load balancers need to know who somebody is.
 *
 * <p>Threads: immutable.
 *
 * @param providers how the servers of identity providers are reached
 * @param providerTimeout how long a provider may take to answer
 * @param elsewhere by the name of a provider's host, the URL that is called in its place; what stands there is expected to
 *     answer at the same paths
 * @param clientSecrets of the clients of Cognito user pools, by client id
 */
public record AuthenticationSettings(
        IdentityProviders providers,
        Duration providerTimeout,
        Map<String, URI> elsewhere,
        Map<String, String> clientSecrets) {

    /** As long as AWS waits (spec 2.4). */
    public static final Duration PROVIDER_TIMEOUT = Duration.ofSeconds(5);

    /** Reaches no provider. */
    public static final AuthenticationSettings NONE =
            new AuthenticationSettings(IdentityProviders.NONE, PROVIDER_TIMEOUT, Map.of(), Map.of());

    /** Copies its maps. */
    public AuthenticationSettings {
        elsewhere = Map.copyOf(elsewhere);
        clientSecrets = Map.copyOf(clientSecrets);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AuthenticationSettings[elsewhere=" + elsewhere + "]";
    }
}
