package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.FakeVpcNetworks;
import io.underpass.alb.VpcNetworks.Subnet;
import org.junit.jupiter.api.Test;

class TargetGroupVpcsTest {

    private final Elb elb = new Elb();

    private String group(String name, String vpcId) {
        return elb.ok("CreateTargetGroup", "Name=" + name, "Protocol=HTTP", "Port=80", "VpcId=" + vpcId)
                .text("TargetGroups/member/TargetGroupArn");
    }

    private static String[] listener(String loadBalancer, String group) {
        return new String[] {
            "LoadBalancerArn=" + loadBalancer,
            "Protocol=HTTP",
            "Port=80",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn=" + group
        };
    }

    private static String[] rule(String listener, String group) {
        return new String[] {
            "ListenerArn=" + listener,
            "Priority=1",
            "Conditions.member.1.Field=path-pattern",
            "Conditions.member.1.Values.member.1=/a",
            "Actions.member.1.Type=forward",
            "Actions.member.1.TargetGroupArn=" + group
        };
    }

    private void inVpc(String vpcId) {
        elb.networks.subnets.put("subnet-1", new Subnet(vpcId, "eu-west-1a"));
        elb.networks.subnets.put("subnet-2", new Subnet(vpcId, "eu-west-1b"));
    }

    @Test
    void aGroupOfAnotherVpcIsRefusedByListenersAndRules() {
        inVpc("vpc-mine");
        String loadBalancer = elb.loadBalancer("orders");
        String stranger = group("stranger", FakeVpcNetworks.DEFAULT_VPC);
        String refusal = "400 InvalidConfigurationRequest: Target group '" + stranger
                + "' is in a different VPC than load balancer '" + loadBalancer + "'";
        assertThat(elb.error("CreateListener", listener(loadBalancer, stranger)))
                .isEqualTo(refusal);
        String listener = elb.ok("CreateListener", listener(loadBalancer, group("own", "vpc-mine")))
                .text("Listeners/member/ListenerArn");
        assertThat(elb.error("CreateRule", rule(listener, stranger))).isEqualTo(refusal);
        assertThat(elb.error(
                        "ModifyListener",
                        "ListenerArn=" + listener,
                        "DefaultActions.member.1.Type=forward",
                        "DefaultActions.member.1.TargetGroupArn=" + stranger))
                .isEqualTo(refusal);
        String rule =
                elb.ok("CreateRule", rule(listener, group("two", "vpc-mine"))).text("Rules/member/RuleArn");
        assertThat(elb.error(
                        "ModifyRule",
                        "RuleArn=" + rule,
                        "Actions.member.1.Type=forward",
                        "Actions.member.1.TargetGroupArn=" + stranger))
                .isEqualTo(refusal);
    }

    @Test
    void whatNobodyCreatedFitsEverywhere() {
        String nowhere = elb.loadBalancer("nowhere");
        elb.networks.groups.put("sg-mine", "vpc-mine");
        elb.ok("CreateListener", listener(nowhere, group("mine", "vpc-mine")));

        elb.networks.subnets.put("subnet-3", new Subnet("vpc-mine", "eu-west-1a"));
        elb.networks.subnets.put("subnet-4", new Subnet("vpc-mine", "eu-west-1b"));
        String placed = elb.ok(
                        "CreateLoadBalancer", "Name=placed", "Subnets.member.1=subnet-3", "Subnets.member.2=subnet-4")
                .text("LoadBalancers/member/LoadBalancerArn");
        elb.ok("CreateListener", listener(placed, group("nobodys", "vpc-of-nobody")));
    }

    @Test
    void strictNetworksKnowAllVpcs() {
        elb.networks.strict = true;
        assertThat(elb.error("CreateTargetGroup", "Name=a", "Protocol=HTTP", "Port=80", "VpcId=vpc-nope"))
                .isEqualTo("400 ValidationError: The VPC ID 'vpc-nope' is not found");
        group("b", FakeVpcNetworks.DEFAULT_VPC);
        elb.ok("CreateTargetGroup", "Name=function", "TargetType=lambda");
    }
}
