package io.underpass.network.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityGroupsTest {

    private final Ec2 ec2 = new Ec2();
    private final String vpcId = ec2.vpc("10.0.0.0/16");
    private final String groupId = ec2.group(vpcId, "web");

    @Test
    void newGroupLetsEverythingOutAndNothingIn() {
        assertThat(described())
                .contains("<ipPermissions/>")
                .contains("<ipPermissionsEgress><item><ipProtocol>-1</ipProtocol><groups/><ipRanges><item><cidrIp>"
                        + "0.0.0.0/0</cidrIp></item></ipRanges><ipv6Ranges/><prefixListIds/></item>");
    }

    @Test
    void namesAreUniqueInAVpc() {
        assertThat(ec2.refusal("CreateSecurityGroup", "VpcId=" + vpcId + "&GroupName=web&GroupDescription=d"))
                .isEqualTo("InvalidGroup.Duplicate: The security group 'web' already exists for VPC '" + vpcId + "'");
        assertThat(ec2.group(ec2.vpc("10.1.0.0/16"), "web")).isNotEqualTo(groupId);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default|InvalidParameterValue: Cannot use reserved security group name: default",
                "sg-mine|InvalidParameterValue: Value (sg-mine) for parameter groupName is invalid. Group names may"
                        + " not be in the format sg-*."
            })
    void reservedNamesAreRefused(String name, String expected) {
        assertThat(ec2.refusal("CreateSecurityGroup", "VpcId=" + vpcId + "&GroupName=" + name + "&GroupDescription=d"))
                .isEqualTo(expected);
    }

    @Test
    void peersOfOnePortAreOnePermissionAndARuleEach() {
        ec2.open(groupId, 80, "10.0.1.7/24");
        ec2.openTo(groupId, 80, groupId);
        ec2.call(
                "AuthorizeSecurityGroupIngress",
                "GroupId=" + groupId + "&IpPermissions.1.IpProtocol=6&IpPermissions.1.FromPort=80"
                        + "&IpPermissions.1.ToPort=80&IpPermissions.1.Ipv6Ranges.1.CidrIpv6=::/0"
                        + "&IpPermissions.1.Ipv6Ranges.1.Description=all");

        String group = described();
        assertThat(group.split("<fromPort>80</fromPort>")).hasSize(2);
        assertThat(group)
                .contains("<cidrIp>10.0.1.0/24</cidrIp>", "<cidrIpv6>::/0</cidrIpv6><description>all</description>");
        String rules = ec2.call("DescribeSecurityGroupRules", "Filter.1.Name=group-id&Filter.1.Value.1=" + groupId);
        assertThat(Ec2.all(rules, "isEgress")).containsExactlyInAnyOrder("true", "false", "false", "false");
        assertThat(Ec2.all(rules, "cidrIpv4")).containsExactlyInAnyOrder("0.0.0.0/0", "10.0.1.0/24");
        assertThat(rules).contains("<referencedGroupInfo><groupId>" + groupId);
    }

    @Test
    void permissionMayStandWithoutItsList() {
        ec2.call(
                "AuthorizeSecurityGroupIngress",
                "GroupId=" + groupId + "&IpProtocol=tcp&FromPort=22&ToPort=23&CidrIp=10.0.0.0/8");

        assertThat(described()).contains("<fromPort>22</fromPort><toPort>23</toPort>", "<cidrIp>10.0.0.0/8</cidrIp>");
    }

    @Test
    void sameRuleTwiceIsRefused() {
        ec2.open(groupId, 80, "0.0.0.0/0");

        assertThat(ec2.refusal("AuthorizeSecurityGroupIngress", Ec2.tcp(groupId, 80, "0.0.0.0/0")))
                .isEqualTo("InvalidPermission.Duplicate: the specified rule \"peer: 0.0.0.0/0, TCP, from port: 80, to"
                        + " port: 80, ALLOW\" already exists");
        assertThat(ec2.refusal(
                        "AuthorizeSecurityGroupIngress",
                        Ec2.tcp(groupId, 81, "10.0.0.1/8") + "&IpPermissions.1.IpRanges.2.CidrIp=10.0.0.0/8"))
                .isEqualTo("InvalidParameterValue: The same permission must not appear multiple times");
    }

    @Test
    void rulesAreRevokedByIdOrByWhatTheySay() {
        String ruleId = ec2.open(groupId, 80, "10.0.0.0/8");
        ec2.open(groupId, 81, "10.0.0.0/8");

        ec2.call("RevokeSecurityGroupIngress", "GroupId=" + groupId + "&SecurityGroupRuleId.1=" + ruleId);
        ec2.call("RevokeSecurityGroupIngress", Ec2.tcp(groupId, 81, "10.0.0.0/8"));
        ec2.closeOutbound(groupId);

        assertThat(described()).contains("<ipPermissions/><ipPermissionsEgress/>");
        assertThat(ec2.refusal("RevokeSecurityGroupIngress", Ec2.tcp(groupId, 81, "10.0.0.0/8")))
                .isEqualTo("InvalidPermission.NotFound: The specified rule does not exist in this security group.");
        assertThat(ec2.refusal("RevokeSecurityGroupIngress", "GroupId=" + groupId + "&SecurityGroupRuleId.1=" + ruleId))
                .isEqualTo("InvalidSecurityGroupRuleId.NotFound: The security group rule ID '" + ruleId
                        + "' does not exist");
    }

    @Test
    void ruleIsReplacedUnderItsId() {
        String ruleId = ec2.open(groupId, 80, "10.0.0.0/8");

        ec2.call(
                "ModifySecurityGroupRules",
                "GroupId=" + groupId + "&SecurityGroupRule.1.SecurityGroupRuleId=" + ruleId
                        + "&SecurityGroupRule.1.SecurityGroupRule.IpProtocol=tcp"
                        + "&SecurityGroupRule.1.SecurityGroupRule.FromPort=443"
                        + "&SecurityGroupRule.1.SecurityGroupRule.ToPort=443"
                        + "&SecurityGroupRule.1.SecurityGroupRule.ReferencedGroupId=" + groupId);

        assertThat(ec2.call("DescribeSecurityGroupRules", "SecurityGroupRuleId.1=" + ruleId))
                .contains("<fromPort>443</fromPort>", "<referencedGroupInfo>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IpProtocol=tcp&CidrIp=10.0.0.0/8|InvalidParameterValue: Invalid value 'Must specify both",
                "IpProtocol=tcp&FromPort=9&ToPort=8&CidrIp=10.0.0.0/8|InvalidPermission.Malformed: ",
                "IpProtocol=ftp&FromPort=1&ToPort=2&CidrIp=10.0.0.0/8|InvalidParameterValue: Invalid value 'ftp' for"
                        + " IP protocol. Unknown protocol.",
                "IpProtocol=-1&CidrIp=10.0.0.0/33|InvalidParameterValue: CIDR block 10.0.0.0/33 is malformed",
                "IpProtocol=-1|MissingParameter: ",
                "IpPermissions.1.IpProtocol=-1&IpPermissions.1.Groups.1.GroupId=sg-9|InvalidGroup.NotFound: The"
                        + " security group 'sg-9' does not exist",
                "IpPermissions.1.IpProtocol=-1&IpPermissions.1.Ipv6Ranges.1.CidrIpv6=x::/0|InvalidParameterValue: CIDR"
            })
    void rulesThatCannotBeAreRefused(String form, String expected) {
        assertThat(ec2.refusal("AuthorizeSecurityGroupIngress", "GroupId=" + groupId + "&" + form))
                .startsWith(expected);
    }

    @Test
    void groupsOfOtherVpcsCannotBeReferenced() {
        String elsewhere = ec2.group(ec2.vpc("10.1.0.0/16"), "far");

        assertThat(ec2.refusal(
                        "AuthorizeSecurityGroupIngress",
                        "GroupId=" + groupId + "&IpPermissions.1.IpProtocol=-1&IpPermissions.1.Groups.1.GroupId="
                                + elsewhere))
                .startsWith("InvalidGroup.NotFound: You have specified two resources that belong to different");
    }

    @Test
    void groupsInUseAndDefaultGroupsCannotBeDeleted() {
        String other = ec2.group(vpcId, "other");
        ec2.openTo(other, 80, groupId);
        String standard = Ec2.first(
                ec2.call(
                        "DescribeSecurityGroups",
                        "Filter.1.Name=vpc-id&Filter.1.Value.1=" + vpcId
                                + "&Filter.2.Name=group-name&Filter.2.Value.1=default"),
                "groupId");

        assertThat(ec2.refusal("DeleteSecurityGroup", "GroupId=" + groupId)).startsWith("DependencyViolation: ");
        assertThat(ec2.refusal("DeleteSecurityGroup", "GroupId=" + standard))
                .isEqualTo("CannotDelete: the specified group: \"" + standard
                        + "\" name: \"default\" cannot be deleted by a user");
        ec2.call("DeleteSecurityGroup", "GroupId=" + other);
        assertThat(ec2.call("DeleteSecurityGroup", "GroupId=" + groupId))
                .contains("<return>true</return><groupId>" + groupId + "</groupId>");
    }

    private String described() {
        return ec2.call("DescribeSecurityGroups", "GroupId.1=" + groupId);
    }
}
