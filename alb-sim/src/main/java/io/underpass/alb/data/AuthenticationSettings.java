package io.underpass.alb.data;

import io.underpass.alb.IdentityProviders;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.crypto.SecretKey;

/**
 * What load balancers need to know who somebody is.
 *
 * <p>Threads: immutable.
 *
 * @param providers how the servers of identity providers are reached
 * @param workers verify and sign; they refuse what they have no room for
 * @param key an AES key that seals sessions: those that were sealed with another have to begin anew
 * @param elsewhere by the name of a provider's host, the URL that is called in its place; what stands there is expected to
 *     answer at the same paths
 * @param clientSecrets of the clients of Cognito user pools, by client id
 */
public record AuthenticationSettings(
        IdentityProviders providers,
        Executor workers,
        SecretKey key,
        Map<String, URI> elsewhere,
        Map<String, String> clientSecrets) {

    /** Copies its maps. */
    public AuthenticationSettings {
        elsewhere = Map.copyOf(elsewhere);
        clientSecrets = Map.copyOf(clientSecrets);
    }

    /** Reaches no provider, and has no worker. */
    static AuthenticationSettings none() {
        Executor nobody = task -> {
            throw new RejectedExecutionException("there are no workers for authentication");
        };
        return new AuthenticationSettings(IdentityProviders.NONE, nobody, Seal.newKey(), Map.of(), Map.of());
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AuthenticationSettings[elsewhere=" + elsewhere + "]";
    }
}
