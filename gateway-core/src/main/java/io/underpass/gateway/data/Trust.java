package io.underpass.gateway.data;

import io.underpass.aws.sigv4.AccessKeys;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the gateway relies on when it decides who may pass.
 *
 * <p>Threads: safe.
 *
 * @param accessKeys what requests to AWS_IAM methods may be signed with
 * @param decisions what Lambda authorizers have decided before
 * @param userPools the keys of Cognito user pools
 * @param vpcEndpoints the VPC of each known interface endpoint
 * @param signedBy the time of those who sign requests; empty where it is the gateway's own
 */
public record Trust(
        AccessKeys accessKeys,
        AuthorizerDecisions decisions,
        UserPools userPools,
        Map<String, String> vpcEndpoints,
        Optional<InstantSource> signedBy) {

    /** Relies on these; requests are signed by the gateway's own time. */
    public Trust(
            AccessKeys accessKeys,
            AuthorizerDecisions decisions,
            UserPools userPools,
            Map<String, String> vpcEndpoints) {
        this(accessKeys, decisions, userPools, vpcEndpoints, Optional.empty());
    }

    /** Relies on nobody: no key, no user pool. */
    public static Trust inNobody(InstantSource clock) {
        return new Trust(
                AccessKeys.of(List.of()), new AuthorizerDecisions(clock), new UserPools(Map.of(), clock), Map.of());
    }

    /** Copies {@code vpcEndpoints}. */
    public Trust {
        vpcEndpoints = Map.copyOf(vpcEndpoints);
    }
}
