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

    @Mixin
    private IdentityOptions identity = new IdentityOptions();

    /** Throws IllegalArgumentException where a value cannot be read. */
    TrustSettings settings(String account) {
        return identity.addTo(TrustSettings.parse(account, accessKeys, userPools, vpcEndpoints));
    }
}
