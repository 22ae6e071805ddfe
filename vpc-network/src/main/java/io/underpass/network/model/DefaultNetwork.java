package io.underpass.network.model;

import io.underpass.aws.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.pcollections.TreePMap;

/**
 * What each account and region has from the start: a VPC with a subnet in each zone and a security group that lets in what
 * comes from itself. The ids follow from account and region, so that they are the same in every run.
 *
 * <p>Threads: stateless.
 */
public final class DefaultNetwork {

    private static final int ID_LENGTH = 17;
    private static final String CIDR = "172.31.0.0/16";
    private static final int SUBNET_SIZE = 16;
    private static final String ANYWHERE = "0.0.0.0/0";

    private DefaultNetwork() {}

    /** The id of the VPC. */
    public static String vpcId(Scope scope) {
        return "vpc-" + id("vpc", scope);
    }

    /** The id of its security group. */
    public static String securityGroupId(Scope scope) {
        return "sg-" + id("default-security-group", scope);
    }

    /** The VPC. */
    public static Vpc vpc(Scope scope) {
        return new Vpc(scope, vpcId(scope), CIDR, true, "default", true, true, false);
    }

    /** Its subnets, a /20 in each zone. */
    public static List<Subnet> subnets(Scope scope) {
        List<Subnet> subnets = new ArrayList<>();
        for (String zone : Zones.of(scope.region())) {
            String cidr = "172.31." + subnets.size() * SUBNET_SIZE + ".0/20";
            subnets.add(
                    new Subnet(scope, "subnet-" + id("subnet:" + zone, scope), vpcId(scope), cidr, zone, true, true));
        }
        return List.copyOf(subnets);
    }

    /** The security group that a VPC has from the start. */
    public static SecurityGroup securityGroup(
            Scope scope, String groupId, String vpcId, String inboundRuleId, String outboundRuleId) {
        SecurityGroup group = new SecurityGroup(
                scope, groupId, SecurityGroup.DEFAULT_NAME, "default VPC security group", vpcId, TreePMap.empty());
        RulePeer itself = new RulePeer.ReferencedGroup(scope.account(), groupId);
        return group.with(new SecurityGroupRule(inboundRuleId, false, SecurityGroupRule.ALL, -1, -1, itself, ""))
                .with(anywhere(outboundRuleId));
    }

    /** The security group of the default VPC. */
    static SecurityGroup securityGroup(Scope scope) {
        return securityGroup(
                scope,
                securityGroupId(scope),
                vpcId(scope),
                "sgr-" + id("default-inbound", scope),
                "sgr-" + id("default-outbound", scope));
    }

    /** What every new security group lets out: everything. */
    public static SecurityGroupRule anywhere(String ruleId) {
        RulePeer peer = new RulePeer.Ipv4Range(ANYWHERE);
        return new SecurityGroupRule(ruleId, true, SecurityGroupRule.ALL, -1, -1, peer, "");
    }

    private static String id(String kind, Scope scope) {
        String name = kind + ':' + scope.account() + ':' + scope.region();
        String hex = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return hex.substring(0, ID_LENGTH);
    }
}
