package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.StructureShape;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * DescribeAccountLimits: the quotas that are enforced here, by AWS's names (spec 1.7).
 *
 * <p>Threads: immutable.
 */
final class AccountLimits {

    private static final StructureShape INPUT =
            input("").optional("Marker", string()).optional("PageSize", integer(1, Answer.PAGE_SIZE));

    private final Map<String, Limit> limits;

    AccountLimits(ElbV2Settings.Limits limits) {
        this.limits = Stream.of(
                        new Limit("application-load-balancers", limits.of(Quota.LOAD_BALANCERS)),
                        new Limit("network-load-balancers", limits.of(Quota.LOAD_BALANCERS)),
                        new Limit("listeners-per-network-load-balancer", limits.of(Quota.LISTENERS)),
                        new Limit("target-groups", limits.of(Quota.TARGET_GROUPS)),
                        new Limit("listeners-per-application-load-balancer", limits.of(Quota.LISTENERS)),
                        new Limit("rules-per-application-load-balancer", limits.of(Quota.RULES)),
                        new Limit("targets-per-application-load-balancer", limits.of(Quota.TARGETS_PER_LOAD_BALANCER)),
                        new Limit(
                                "targets-per-network-load-balancer",
                                limits.of(Quota.TARGETS_PER_NETWORK_LOAD_BALANCER)),
                        new Limit("certificates-per-application-load-balancer", limits.of(Quota.CERTIFICATES)),
                        new Limit("certificates-per-network-load-balancer", limits.of(Quota.CERTIFICATES)),
                        new Limit("targets-per-target-group", limits.of(Quota.TARGETS)),
                        new Limit(
                                "target-id-registrations-per-application-load-balancer",
                                limits.of(Quota.REGISTRATIONS_PER_TARGET)),
                        new Limit(
                                "target-groups-per-application-load-balancer",
                                limits.of(Quota.TARGET_GROUPS_PER_LOAD_BALANCER)),
                        new Limit(
                                "target-groups-per-action-on-application-load-balancer",
                                limits.of(Quota.TARGET_GROUPS_PER_ACTION)),
                        new Limit("condition-values-per-alb-rule", limits.of(Quota.CONDITION_VALUES)),
                        new Limit("condition-wildcards-per-alb-rule", limits.of(Quota.CONDITION_WILDCARDS)))
                .collect(Collectors.toMap(Limit::name, Function.identity()));
    }

    List<Operation<AlbState>> operations() {
        return List.of(new Operation<>("DescribeAccountLimits", INPUT, this::describe));
    }

    private Outcome<AlbState> describe(Call<AlbState> call) {
        return new Outcome<>(call.state(), Answer.page("Limits", call.input(), limits, AccountLimits::render));
    }

    private static ObjectNode render(Limit limit) {
        return Answer.empty().put("Name", limit.name()).put("Max", Integer.toString(limit.max()));
    }

    private record Limit(String name, int max) {}
}
