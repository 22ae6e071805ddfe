package io.underpass.gateway.compile;

import io.underpass.gateway.policy.PolicyDocument;
import java.util.Optional;

/**
 * Who may use a method.
 *
 * <p>Threads: immutable.
 *
 * @param resourcePolicy the API's, as deployed
 */
public record MethodAccess(Optional<PolicyDocument> resourcePolicy, Authorization authorization) {

    /** Everybody, but for a private API. */
    public static final MethodAccess OPEN = new MethodAccess(Optional.empty(), new Authorization.None());
}
