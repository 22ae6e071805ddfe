package io.underpass.emulator.cli;

import io.underpass.emulator.assembly.TrustSettings;
import java.util.ArrayList;
import java.util.List;

/** Which identity providers load balancers know. Threads: confined to the main thread. */
final class IdentityOptions {

    @Option(
            names = "--identity-endpoint",
            paramLabel = "HOST=URL",
            split = ",",
            description =
                    "The URL that load balancers call, and send people to, in place of an identity provider's host:"
                            + " shop.auth.us-east-1.amazoncognito.com=http://localhost:9229, say; may be repeated."
                            + " [UNDERPASS_IDENTITY_ENDPOINT]")
    private List<String> identityEndpoints = new ArrayList<>();

    @Option(
            names = "--cognito-client",
            paramLabel = "CLIENT_ID=SECRET",
            split = ",",
            description = "The secret of a user pool's client, for authenticate-cognito actions; may be repeated."
                    + " [UNDERPASS_COGNITO_CLIENT]")
    private List<String> cognitoClients = new ArrayList<>();

    /** {@code trust} with these. Throws IllegalArgumentException where a value cannot be read. */
    TrustSettings addTo(TrustSettings trust) {
        return trust.withIdentityProviders(identityEndpoints, cognitoClients);
    }
}
