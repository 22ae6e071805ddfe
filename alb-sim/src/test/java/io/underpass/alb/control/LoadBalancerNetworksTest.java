package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadBalancerNetworksTest {

    private final Elb elb = new Elb();
    private final String arn = elb.loadBalancer("orders");
    private final String named = "LoadBalancerArn=" + arn;

    @Test
    void securityGroupsAreReplaced() {
        Xml answer = elb.ok("SetSecurityGroups", named, "SecurityGroups.member.1=sg-1", "SecurityGroups.member.2=sg-2");
        assertThat(answer.members()).containsExactly("SecurityGroupIds");
        assertThat(answer.texts("SecurityGroupIds/member")).containsExactly("sg-1", "sg-2");
        assertThat(described().texts("SecurityGroups/member")).containsExactly("sg-1", "sg-2");
    }

    @Test
    void onlyNetworkLoadBalancersHaveASayOnPrivateLinks() {
        assertThat(elb.error(
                        "SetSecurityGroups",
                        named,
                        "SecurityGroups.member.1=sg-1",
                        "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic=off"))
                .startsWith("400 InvalidConfigurationRequest");
    }

    @Test
    void subnetsAreReplacedAndThoseThatStayKeepTheirZone() {
        Xml answer = elb.ok("SetSubnets", named, "Subnets.member.1=subnet-3", "Subnets.member.2=subnet-2");
        assertThat(answer.members()).containsExactly("AvailabilityZones", "IpAddressType");
        assertThat(answer.texts("AvailabilityZones/member/ZoneName")).containsExactly("eu-west-1a", "eu-west-1b");
        assertThat(described().texts("AvailabilityZones/member/SubnetId")).containsExactly("subnet-3", "subnet-2");
        Xml more = elb.ok(
                "SetSubnets",
                named,
                "Subnets.member.1=subnet-2",
                "Subnets.member.2=subnet-4",
                "Subnets.member.3=subnet-3");
        assertThat(more.texts("AvailabilityZones/member/ZoneName"))
                .containsExactly("eu-west-1b", "eu-west-1c", "eu-west-1a");
    }

    @Test
    void tooFewSubnetsAreRefused() {
        assertThat(elb.error("SetSubnets", named, "Subnets.member.1=subnet-3"))
                .startsWith("400 ValidationError: At least two subnets in two different Availability Zones");
        assertThat(elb.error("SetSubnets", named + "0", "Subnets.member.1=subnet-3"))
                .startsWith("400 LoadBalancerNotFound");
    }

    @Test
    void theTypeOfAddressesCanBeSet() {
        assertThat(elb.ok("SetIpAddressType", named, "IpAddressType=dualstack").text("IpAddressType"))
                .isEqualTo("dualstack");
        assertThat(described().text("IpAddressType")).isEqualTo("dualstack");
        assertThat(elb.error("SetIpAddressType", named, "IpAddressType=dualstack-without-public-ipv4"))
                .contains("not supported for internal load balancers");
    }

    @Test
    void whatIsTheSameAlreadyChangesNothing() {
        var before = elb.control.state();
        elb.ok("SetSubnets", named, "Subnets.member.1=subnet-1", "Subnets.member.2=subnet-2");
        assertThat(elb.control.state()).isSameAs(before);
    }

    private Xml described() {
        return elb.ok("DescribeLoadBalancers").child("LoadBalancers/member");
    }
}
