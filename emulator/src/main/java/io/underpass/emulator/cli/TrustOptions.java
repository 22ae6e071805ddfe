package io.underpass.emulator.cli;

import io.underpass.emulator.assembly.TrustSettings;
import java.util.ArrayList;
import java.util.List;

/** Whom the APIs and the load balancers know. Threads: confined to the main thread. */
final class TrustOptions {

    @Option(
            names = "--access-key",
            paramLabel = "ID=SECRET[=ARN[=TOKEN]]",
            split = ",",
            description = "An access key that requests to methods with AWS_IAM may be signed with, and the ARN of its"
                    + " user or role's session, and the session token of a temporary key, of which without it any is"
                    + " good; may be repeated. Default: test=test. [UNDERPASS_ACCESS_KEY]")
    private List<String> accessKeys = new ArrayList<>();

    @Option(
            names = "--cognito-jwks",
            paramLabel = "POOL_ID=URL|FILE",
            split = ",",
            description =
                    "Where the public keys of a Cognito user pool are; may be repeated." + " [UNDERPASS_COGNITO_JWKS]")
    private List<String> userPools = new ArrayList<>();

    @Option(
            names = "--vpc-endpoint",
            paramLabel = "VPCE_ID=VPC_ID",
            split = ",",
            description = "The VPC of an interface endpoint, which resource policies of private APIs may ask for; may"
                    + " be repeated. [UNDERPASS_VPC_ENDPOINT]")
    private List<String> vpcEndpoints = new ArrayList<>();

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

    /** Throws IllegalArgumentException where a value cannot be read. */
    TrustSettings settings(String account) {
        return TrustSettings.parse(account, accessKeys, userPools, vpcEndpoints)
                .withIdentityProviders(identityEndpoints, cognitoClients);
    }
}
