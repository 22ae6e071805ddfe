package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.util.List;
import java.util.Optional;

/**
 * ModifyIpPools, and the pool that CreateLoadBalancer names. Load balancers have no public addresses here, so that a pool
 * is kept and shown, and nothing is taken from it. Threads: stateless.
 */
final class IpPools {

    static final StructureShape SHAPE =
            structure().optional("Ipv4IpamPoolId", string(0, 1000, "^(ipam-pool-)[a-zA-Z0-9]+$"));

    private IpPools() {}

    static List<Operation<AlbState>> operations() {
        return List.of(new Operation<>(
                "ModifyIpPools",
                input("")
                        .required("LoadBalancerArn", string())
                        .optional("IpamPools", SHAPE)
                        .optional("RemoveIpamPools", list(enumeration("ipv4"))),
                IpPools::modify));
    }

    /** The pool that {@code input} names; only addresses that the internet reaches come from one. */
    static Optional<String> read(Input input, LoadBalancerType type, boolean internal) {
        Optional<String> pool = input.structure("IpamPools").flatMap(pools -> pools.optionalString("Ipv4IpamPoolId"));
        if (pool.isPresent() && (internal || type != LoadBalancerType.APPLICATION)) {
            throw Refusals.invalidConfiguration(
                    "IPAM pools can only be specified for internet-facing load balancers of type 'application'");
        }
        return pool;
    }

    private static Outcome<AlbState> modify(Call<AlbState> call) {
        Input input = call.input();
        LoadBalancer before = Existing.of(call).loadBalancer(input.string("LoadBalancerArn"));
        boolean removed = !input.strings("RemoveIpamPools").isEmpty();
        Optional<String> asked = read(input, LoadBalancerType.of(before), before.internal());
        if (removed && asked.isPresent()) {
            throw Refusals.validation("An IPAM pool cannot be specified and removed at the same time");
        }
        LoadBalancer after = before.withIpv4IpamPool(removed ? Optional.empty() : asked.or(before::ipv4IpamPoolId));
        ObjectNode answer = Answer.empty();
        addTo(answer, after);
        return new Outcome<>(call.state().with(after), answer);
    }

    static void addTo(ObjectNode members, LoadBalancer loadBalancer) {
        loadBalancer
                .ipv4IpamPoolId()
                .ifPresent(pool -> members.putObject("IpamPools").put("Ipv4IpamPoolId", pool));
    }
}
