package io.underpass.vpclink.compile;

import io.underpass.aws.Scope;
import io.underpass.vpclink.model.VpcLink;
import io.underpass.vpclink.model.VpcLinkStatus;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A VPC link as a request needs it.
 *
 * <p>Threads: immutable.
 *
 * @param link what it was compiled from
 * @param addresses the private addresses of its network interfaces, one a subnet, at least one
 */
public record CompiledLink(VpcLink link, List<InetAddress> addresses) {

    /** Its id. */
    public String id() {
        return link.vpcLinkId();
    }

    /** The account and region it lives in. */
    public Scope scope() {
        return link.scope();
    }

    /** The status at {@code now}; empty once it is gone. */
    public Optional<VpcLinkStatus> statusAt(Instant now) {
        return link.statusAt(now);
    }
}
