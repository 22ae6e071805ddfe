package io.underpass.network.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.network.control.Ec2;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachabilityTest {

    private static final Verdict REACHABLE = new Verdict.Reachable();

    private final Ec2 ec2 = new Ec2();
    private final String vpcId = ec2.vpc("10.0.0.0/16");
    private final String linkSubnet = ec2.subnet(vpcId, "10.0.1.0/24", "a");
    private final String albSubnet = ec2.subnet(vpcId, "10.0.2.0/24", "b");
    private final String linkGroup = ec2.group(vpcId, "link");
    private final String albGroup = ec2.group(vpcId, "orders");

    @Test
    void groupThatAdmitsTheLinksGroupLetsItIn() {
        ec2.openTo(albGroup, 80, linkGroup);

        assertThat(judge(80)).isEqualTo(REACHABLE);
        assertThat(judge(81)).isNotEqualTo(REACHABLE);
    }

    @Test
    void blockThatCoversTheLinksSubnetLetsItIn() {
        ec2.open(albGroup, 80, "10.0.0.0/23");

        assertThat(judge(80)).isEqualTo(REACHABLE);
    }

    @Test
    void everyProtocolCoversTcp() {
        ec2.call("AuthorizeSecurityGroupIngress", "GroupId=" + albGroup + "&IpProtocol=-1&CidrIp=0.0.0.0/0");

        assertThat(judge(80)).isEqualTo(REACHABLE);
    }

    @Test
    void missingInboundRuleIsNamed() {
        ec2.open(albGroup, 443, "0.0.0.0/0");
        ec2.call(
                "AuthorizeSecurityGroupIngress",
                "GroupId=" + albGroup + "&IpProtocol=udp&FromPort=80&ToPort=80&CidrIp=0.0.0.0/0");
        ec2.open(albGroup, 80, "10.0.2.0/24");

        assertThat(reason(80))
                .isEqualTo(
                        "Security group " + albGroup + " of load balancer orders has no inbound rule for TCP 80 from "
                                + linkGroup + " of VPC link abc, nor from 10.0.1.0/24 (" + linkSubnet + ").");
    }

    @Test
    void missingOutboundRuleIsNamed() {
        ec2.openTo(albGroup, 80, linkGroup);
        ec2.closeOutbound(linkGroup);

        assertThat(reason(80))
                .isEqualTo("Security group " + linkGroup + " of VPC link abc has no outbound rule for TCP 80 to "
                        + albGroup + " of load balancer orders, nor to 10.0.2.0/24 (" + albSubnet + ").");

        ec2.call(
                "AuthorizeSecurityGroupEgress",
                "GroupId=" + linkGroup + "&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=80"
                        + "&IpPermissions.1.ToPort=80&IpPermissions.1.Groups.1.GroupId=" + albGroup);
        assertThat(judge(80)).isEqualTo(REACHABLE);
    }

    @Test
    void rulesOfAllGroupsAddUp() {
        String second = ec2.group(vpcId, "second");
        ec2.openTo(second, 80, linkGroup);

        assertThat(judge(link(linkSubnet, linkGroup), alb(albSubnet, albGroup, second)))
                .isEqualTo(REACHABLE);
    }

    @Test
    void otherVpcIsNamed() {
        String far = ec2.vpc("10.1.0.0/16");
        String farSubnet = ec2.subnet(far, "10.1.1.0/24", "a");

        Verdict verdict = judge(link(linkSubnet, linkGroup), alb(farSubnet, ec2.group(far, "far")));

        assertThat(verdict)
                .isEqualTo(new Verdict.Unreachable("The subnets of load balancer orders are in " + far
                        + ", those of VPC link abc in " + vpcId + "; they must be in one VPC."));
    }

    @Test
    void idsThatNobodyCreatedAreOpenAndInTheDefaultVpc() {
        String defaultGroup = Ec2.first(ec2.call("DescribeSecurityGroups", "GroupName.1=default"), "groupId");

        assertThat(judge(link("subnet-a", "sg-1"), alb("subnet-b", "sg-2"))).isEqualTo(REACHABLE);
        assertThat(judge(link("subnet-a", "sg-1"), alb("subnet-b", defaultGroup)))
                .as("a load balancer that nobody gave a group")
                .isEqualTo(REACHABLE);
        assertThat(judge(link("subnet-a"), alb("subnet-b"))).isEqualTo(REACHABLE);
        assertThat(judge(link("subnet-a", "sg-1"), alb(albSubnet, albGroup)))
                .asString()
                .contains("are in " + vpcId);
    }

    @Test
    void createdGroupIsJudgedBesideIdsThatNobodyCreated() {
        String created = Ec2.first(ec2.call("CreateSecurityGroup", "GroupName=orders&GroupDescription=d"), "groupId");

        assertThat(judge(link("subnet-a", "sg-1"), alb("subnet-b", created)))
                .asString()
                .contains("no inbound rule for TCP 80 from sg-1 of VPC link abc, nor from 172.31.0.0/16 (subnet-a)");

        ec2.open(created, 80, "172.31.0.0/16");
        assertThat(judge(link("subnet-a", "sg-1"), alb("subnet-b", created))).isEqualTo(REACHABLE);
    }

    @Test
    void defaultGroupAdmitsItselfOnly() {
        String standard = Ec2.first(
                ec2.call(
                        "DescribeSecurityGroups",
                        "Filter.1.Name=group-name&Filter.1.Value.1=default&Filter.2.Name=vpc-id&Filter.2.Value.1="
                                + vpcId),
                "groupId");

        assertThat(judge(link(linkSubnet), alb(albSubnet, standard)))
                .as("both without groups of their own")
                .isEqualTo(REACHABLE);
        assertThat(judge(link(linkSubnet, linkGroup), alb(albSubnet, standard)))
                .asString()
                .contains("Security group " + standard + " of load balancer orders has no inbound rule");
    }

    private Verdict judge(int port) {
        return new Reachability(ec2.snapshot()).judge(link(linkSubnet, linkGroup), alb(albSubnet, albGroup), port);
    }

    private Verdict judge(Place link, Place alb) {
        return new Reachability(ec2.snapshot()).judge(link, alb, 80);
    }

    private String reason(int port) {
        return ((Verdict.Unreachable) judge(port)).reason();
    }

    private static Place link(String subnet, String... groups) {
        return new Place("VPC link abc", Ec2.SCOPE, List.of(subnet), List.of(groups));
    }

    private static Place alb(String subnet, String... groups) {
        return new Place("load balancer orders", Ec2.SCOPE, List.of(subnet), List.of(groups));
    }
}
