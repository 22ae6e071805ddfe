package io.underpass.gateway.compile;

import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a method finds out who calls it: its {@code authorizationType}.
 *
 * <p>Threads: immutable.
 */
public sealed interface Authorization {

    /** NONE. */
    record None() implements Authorization {}

    /** AWS_IAM: requests are signed. */
    record Iam() implements Authorization {}

    /**
     * CUSTOM: a Lambda function decides.
     *
     * @param authorizerId with API and stage the name of the decisions that are kept
     * @param functionArn the function, its qualifier included
     * @param token whether the function gets one token (TOKEN), or the request (REQUEST)
     * @param identitySources what decides which requests share a decision; the one token with TOKEN
     * @param validation what a token must look like
     * @param timeToLive how long decisions are kept; zero for not at all
     */
    record Lambda(
            String authorizerId,
            String functionArn,
            boolean token,
            List<MappingSource> identitySources,
            Optional<Pattern> validation,
            Duration timeToLive)
            implements Authorization {}

    /**
     * The method's authorizer cannot work.
     *
     * @param reason for people
     */
    record Broken(String reason) implements Authorization {}

    /**
     * COGNITO_USER_POOLS: requests carry a user pool's token.
     *
     * @param poolIds the pools whose tokens count
     * @param validation what the token's audience must look like
     * @param scopes of which an access token must have one; none where identity tokens are asked for
     */
    record UserPools(List<String> poolIds, MappingSource token, Optional<Pattern> validation, List<String> scopes)
            implements Authorization {}
}
