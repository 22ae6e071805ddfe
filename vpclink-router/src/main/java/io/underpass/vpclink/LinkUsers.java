package io.underpass.vpclink;

import io.underpass.aws.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Port: which integrations need a link.
 *
 * <p>Threads: called on the control thread only.
 */
@FunctionalInterface
public interface LinkUsers {

    /** The integrations of {@code scope} that name {@code vpcLinkId}; those that take it from a stage variable do not. */
    List<User> of(Scope scope, String vpcLinkId);

    /**
     * One integration.
     *
     * @param httpMethod its method
     * @param resourceId its resource
     * @param stage where a deployment serves it; empty for one as it is edited
     */
    record User(String restApiId, String httpMethod, String resourceId, Optional<String> stage) {}
}
