package io.underpass.network.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.RulePeer;
import io.underpass.network.model.SecurityGroup;
import io.underpass.network.model.SecurityGroupRule;
import java.util.LinkedHashMap;
import java.util.Map;

/** Security groups and their rules as answers show them. Threads: stateless. */
final class SecurityGroupView {

    private SecurityGroupView() {}

    static String arn(SecurityGroup group) {
        return Arns.of(group.scope(), "security-group", group.groupId());
    }

    static ObjectNode of(SecurityGroup group, NetworkState state) {
        ObjectNode view = Answer.empty()
                .put("ownerId", group.scope().account())
                .put("groupId", group.groupId())
                .put("groupName", group.groupName())
                .put("groupDescription", group.description())
                .put("vpcId", group.vpcId())
                .put("securityGroupArn", arn(group));
        view.set("ipPermissions", permissions(group, false));
        view.set("ipPermissionsEgress", permissions(group, true));
        view.set("tagSet", Answer.tags(state.tagsOf(group.groupId())));
        return view;
    }

    /** The rules of one direction; those that differ in their peer only are one permission. */
    private static ArrayNode permissions(SecurityGroup group, boolean egress) {
        ArrayNode permissions = Answer.empty().putArray("permissions");
        Map<String, ObjectNode> byPorts = new LinkedHashMap<>();
        for (SecurityGroupRule rule : group.rules().values()) {
            if (rule.egress() == egress) {
                String ports = rule.ipProtocol() + ' ' + rule.fromPort() + ' ' + rule.toPort();
                addPeer(byPorts.computeIfAbsent(ports, key -> permission(permissions, rule)), rule);
            }
        }
        return permissions;
    }

    private static ObjectNode permission(ArrayNode permissions, SecurityGroupRule rule) {
        ObjectNode permission = permissions.addObject().put("ipProtocol", rule.ipProtocol());
        if (!rule.ipProtocol().equals(SecurityGroupRule.ALL)) {
            permission.put("fromPort", rule.fromPort()).put("toPort", rule.toPort());
        }
        permission.putArray("groups");
        permission.putArray("ipRanges");
        permission.putArray("ipv6Ranges");
        permission.putArray("prefixListIds");
        return permission;
    }

    private static void addPeer(ObjectNode permission, SecurityGroupRule rule) {
        ObjectNode peer;
        if (rule.peer() instanceof RulePeer.ReferencedGroup group) {
            peer = permission
                    .withArray("groups")
                    .addObject()
                    .put("userId", group.userId())
                    .put("groupId", group.groupId());
        } else if (rule.peer() instanceof RulePeer.Ipv4Range range) {
            peer = permission.withArray("ipRanges").addObject().put("cidrIp", range.cidrIp());
        } else {
            peer = permission
                    .withArray("ipv6Ranges")
                    .addObject()
                    .put("cidrIpv6", rule.peer().text());
        }
        if (!rule.description().isEmpty()) {
            peer.put("description", rule.description());
        }
    }

    /** One rule. */
    static ObjectNode rule(SecurityGroup group, SecurityGroupRule rule, NetworkState state) {
        ObjectNode view = Answer.empty()
                .put("securityGroupRuleId", rule.securityGroupRuleId())
                .put("groupId", group.groupId())
                .put("groupOwnerId", group.scope().account())
                .put("isEgress", rule.egress())
                .put("ipProtocol", rule.ipProtocol())
                .put("fromPort", rule.fromPort())
                .put("toPort", rule.toPort());
        if (rule.peer() instanceof RulePeer.ReferencedGroup peer) {
            view.putObject("referencedGroupInfo")
                    .put("groupId", peer.groupId())
                    .put("userId", peer.userId())
                    .put("vpcId", group.vpcId());
        } else if (rule.peer() instanceof RulePeer.Ipv4Range range) {
            view.put("cidrIpv4", range.cidrIp());
        } else {
            view.put("cidrIpv6", rule.peer().text());
        }
        if (!rule.description().isEmpty()) {
            view.put("description", rule.description());
        }
        view.set("tagSet", Answer.tags(state.tagsOf(rule.securityGroupRuleId())));
        String arn = Arns.of(group.scope(), "security-group-rule", rule.securityGroupRuleId());
        return view.put("securityGroupRuleArn", arn);
    }
}
