package io.underpass.network.compile;

import io.underpass.network.model.SecurityGroup;
import io.underpass.network.model.SecurityGroupRule;
import java.util.List;

/**
 * A security group as judging needs it: what it lets through of TCP over IPv4, since links and load balancers speak
 * nothing else to each other.
 *
 * <p>Threads: immutable.
 *
 * @param fromTheStart whether it is the group that its VPC has from the start
 */
public record CompiledGroup(
        String groupId, boolean fromTheStart, List<CompiledPermission> inbound, List<CompiledPermission> outbound) {

    static CompiledGroup of(SecurityGroup group) {
        return new CompiledGroup(
                group.groupId(), group.hasDefaultName(), permissions(group, false), permissions(group, true));
    }

    private static List<CompiledPermission> permissions(SecurityGroup group, boolean egress) {
        return group.rules().values().stream()
                .filter(rule -> rule.egress() == egress)
                .filter(CompiledGroup::concernsTcp)
                .flatMap(rule -> CompiledPermission.of(rule).stream())
                .toList();
    }

    private static boolean concernsTcp(SecurityGroupRule rule) {
        return rule.ipProtocol().equals("tcp") || rule.ipProtocol().equals(SecurityGroupRule.ALL);
    }
}
