package io.underpass.network.model;

import io.underpass.aws.Scope;
import java.util.Collection;
import org.pcollections.PSortedMap;

/**
 * A security group.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param rules inbound and outbound, by id
 */
public record SecurityGroup(
        Scope scope,
        String groupId,
        String groupName,
        String description,
        String vpcId,
        PSortedMap<String, SecurityGroupRule> rules) {

    /** The name of the group that each VPC has from the start. */
    public static final String DEFAULT_NAME = "default";

    /** Whether it is the one that its VPC has from the start. */
    public boolean hasDefaultName() {
        return groupName.equals(DEFAULT_NAME);
    }

    /** This group with {@code rule} added or replaced. */
    public SecurityGroup with(SecurityGroupRule rule) {
        return withRules(rules.plus(rule.securityGroupRuleId(), rule));
    }

    /** This group without some rules. */
    public SecurityGroup without(Collection<String> ruleIds) {
        return withRules(rules.minusAll(ruleIds));
    }

    private SecurityGroup withRules(PSortedMap<String, SecurityGroupRule> others) {
        return new SecurityGroup(scope, groupId, groupName, description, vpcId, others);
    }
}
