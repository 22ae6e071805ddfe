package io.underpass.network;

import io.underpass.aws.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Port: the network interfaces that others have in subnets, those of load balancers and VPC links.
 *
 * <p>Threads: called on the control thread.
 */
@FunctionalInterface
public interface Interfaces {

    /** Those of an account and region. */
    List<Interface> in(Scope scope);

    /**
     * One network interface.
     *
     * @param owner names the owner, {@code app/orders/50dc6c495c0c9188} for instance
     * @param description as AWS shows it
     * @param interfaceType AWS's word, {@code interface} for instance
     * @param requesterId who made it, {@code amazon-elb} for instance
     * @param address empty where none is known
     */
    record Interface(
            String owner,
            String description,
            String interfaceType,
            String requesterId,
            String subnetId,
            List<String> securityGroupIds,
            Optional<String> address) {}
}
