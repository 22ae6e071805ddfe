package io.underpass.gateway;

import io.underpass.aws.Scope;
import java.util.Optional;

/**
 * Port: what the control API needs of VPC links. Where their requests go is asked of {@link PrivateLinks}.
 *
 * <p>Threads: safe; called on the control thread, never blocking.
 */
public interface VpcLinks {

    /** The version of the link {@code connectionId}; empty where there is no such link in {@code scope}. */
    Optional<LinkVersion> versionOf(Scope scope, String connectionId);

    /**
     * Whether the link {@code connectionId} is on its way out; no deployment may refer to it then (spec 1.11 of API
     * Gateway). A link of which nothing is known is not.
     */
    boolean isDeleting(Scope scope, String connectionId);

    /** The two kinds of VPC link. */
    enum LinkVersion {
        /** Made by {@code apigateway create-vpc-link}: to one NLB. */
        V1,
        /** Made by {@code apigatewayv2 create-vpc-link}: to any load balancer, by {@code integrationTarget}. */
        V2
    }
}
