package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.FakeVpcNetworks;
import io.underpass.alb.VpcNetworks.Subnet;
import org.junit.jupiter.api.Test;

class NetworksTest {

    private static final String[] IN_TWO_SUBNETS = {
        "Name=orders", "Subnets.member.1=subnet-1", "Subnets.member.2=subnet-2"
    };

    private final Elb elb = new Elb();

    @Test
    void createdSubnetsSayZoneAndVpc() {
        elb.networks.subnets.put("subnet-1", new Subnet("vpc-mine", "eu-west-1c"));
        elb.networks.subnets.put("subnet-2", new Subnet("vpc-mine", "eu-west-1b"));

        Xml created = elb.ok("CreateLoadBalancer", IN_TWO_SUBNETS).child("LoadBalancers/member");

        assertThat(created.text("VpcId")).isEqualTo("vpc-mine");
        assertThat(created.texts("AvailabilityZones/member/ZoneName")).containsExactly("eu-west-1c", "eu-west-1b");
        assertThat(created.texts("SecurityGroups/member")).containsExactly("sg-of-vpc-mine");
    }

    @Test
    void subnetThatNobodyCreatedTakesAFreeZoneOfTheDefaultVpc() {
        elb.networks.subnets.put("subnet-2", new Subnet(FakeVpcNetworks.DEFAULT_VPC, "eu-west-1a"));

        Xml created = elb.ok("CreateLoadBalancer", IN_TWO_SUBNETS).child("LoadBalancers/member");

        assertThat(created.text("VpcId")).isEqualTo(FakeVpcNetworks.DEFAULT_VPC);
        assertThat(created.texts("AvailabilityZones/member/ZoneName")).containsExactly("eu-west-1b", "eu-west-1a");
    }

    @Test
    void subnetsOfOneZoneAreRefused() {
        elb.networks.subnets.put("subnet-1", new Subnet("vpc-mine", "eu-west-1a"));
        elb.networks.subnets.put("subnet-2", new Subnet("vpc-mine", "eu-west-1a"));

        assertThat(elb.error("CreateLoadBalancer", IN_TWO_SUBNETS))
                .isEqualTo("400 InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in"
                        + " the same Availability Zone");
    }

    @Test
    void subnetsAndGroupsOfTwoVpcsAreRefused() {
        elb.networks.subnets.put("subnet-1", new Subnet("vpc-mine", "eu-west-1a"));
        elb.networks.groups.put("sg-mine", "vpc-mine");

        assertThat(elb.error("CreateLoadBalancer", IN_TWO_SUBNETS))
                .startsWith("400 InvalidConfigurationRequest: ")
                .contains(FakeVpcNetworks.DEFAULT_VPC, "vpc-mine");
        assertThat(elb.error(
                        "CreateLoadBalancer",
                        "Name=orders",
                        "Subnets.member.1=subnet-2",
                        "Subnets.member.2=subnet-3",
                        "SecurityGroups.member.1=sg-mine"))
                .startsWith("400 InvalidConfigurationRequest: One or more security groups are invalid");
    }

    @Test
    void idsThatNobodyCreatedAreRefusedWhereStrict() {
        elb.networks.strict = true;

        assertThat(elb.error("CreateLoadBalancer", IN_TWO_SUBNETS))
                .isEqualTo("400 SubnetNotFound: The subnet ID 'subnet-1' does not exist");

        elb.networks.subnets.put("subnet-1", new Subnet("vpc-mine", "eu-west-1a"));
        elb.networks.subnets.put("subnet-2", new Subnet("vpc-mine", "eu-west-1b"));
        assertThat(elb.error(
                        "CreateLoadBalancer",
                        "Name=orders",
                        "Subnets.member.1=subnet-1",
                        "Subnets.member.2=subnet-2",
                        "SecurityGroups.member.1=sg-1"))
                .isEqualTo("400 InvalidSecurityGroup: The security group 'sg-1' does not exist");
    }

    @Test
    void loadBalancerStaysInItsVpc() {
        String arn = elb.ok("CreateLoadBalancer", IN_TWO_SUBNETS).text("LoadBalancers/member/LoadBalancerArn");
        elb.networks.subnets.put("subnet-8", new Subnet("vpc-mine", "eu-west-1a"));
        elb.networks.subnets.put("subnet-9", new Subnet("vpc-mine", "eu-west-1b"));

        assertThat(elb.error(
                        "SetSubnets",
                        "LoadBalancerArn=" + arn,
                        "Subnets.member.1=subnet-8",
                        "Subnets.member.2=subnet-9"))
                .startsWith("400 InvalidConfigurationRequest: ")
                .contains(FakeVpcNetworks.DEFAULT_VPC);
    }
}
