package io.underpass.gateway.policy;

import io.underpass.aws.Arn;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a policy is asked about.
 *
 * <p>Threads: as its {@code keys}.
 *
 * @param principal who asks; empty where nobody knows
 * @param action {@code execute-api:Invoke} for instance
 * @param resource the ARN of what is asked for
 * @param keys the value of a condition key, given in lower case; empty where the request has none
 */
public record PolicyRequest(
        Optional<Arn> principal, String action, String resource, Function<String, Optional<String>> keys) {}
