package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.LoadBalancer;
import io.underpass.aws.Scope;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcollections.TreePMap;

class LoadBalancersTest {

    private static final String[] ORDERS = {
        "Name=orders", "Scheme=internal", "Subnets.member.1=subnet-1", "Subnets.member.2=subnet-2"
    };

    private final Elb elb = new Elb();

    @Test
    void c1_createsAnInternalLoadBalancerThatIsProvisioning() {
        Xml created = elb.ok("CreateLoadBalancer", ORDERS).child("LoadBalancers/member");

        assertThat(created.members())
                .containsExactly(
                        "LoadBalancerArn",
                        "DNSName",
                        "CanonicalHostedZoneId",
                        "CreatedTime",
                        "LoadBalancerName",
                        "Scheme",
                        "VpcId",
                        "State",
                        "Type",
                        "AvailabilityZones",
                        "SecurityGroups",
                        "IpAddressType");
        assertThat(created.text("LoadBalancerArn"))
                .matches("arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/orders/[0-9a-f]{16}");
        assertThat(created.text("DNSName")).matches("internal-orders-\\d{10}\\.eu-west-1\\.elb\\.amazonaws\\.com");
        assertThat(created.text("CanonicalHostedZoneId")).isEqualTo("Z32O12XQLNTSW2");
        assertThat(created.text("CreatedTime")).isEqualTo("2026-03-01T12:00:00.123Z");
        assertThat(created.text("State/Code")).isEqualTo("provisioning");
        assertThat(created.text("Type")).isEqualTo("application");
        assertThat(created.text("IpAddressType")).isEqualTo("ipv4");
        assertThat(created.texts("AvailabilityZones/member/ZoneName")).containsExactly("eu-west-1a", "eu-west-1b");
        assertThat(created.texts("AvailabilityZones/member/SubnetId")).containsExactly("subnet-1", "subnet-2");
        assertThat(created.text("SecurityGroups/member")).matches("sg-[0-9a-f]{17}");
        assertThat(created.text("VpcId")).matches("vpc-[0-9a-f]{17}");
    }

    @Test
    void isActiveOnceTheProvisioningTimeIsOver() {
        elb.ok("CreateLoadBalancer", ORDERS);
        elb.sleep(Duration.ofMillis(998));
        assertThat(elb.ok("DescribeLoadBalancers").text("LoadBalancers/member/State/Code"))
                .isEqualTo("provisioning");
        elb.sleep(Duration.ofMillis(2));
        assertThat(elb.ok("DescribeLoadBalancers").text("LoadBalancers/member/State/Code"))
                .isEqualTo("active");
    }

    @Test
    void theProvisioningTimeIsFixedAtCreation() {
        Elb slow = new Elb(new ElbV2Settings(Duration.ofMinutes(3), ElbV2Settings.Limits.AWS));
        String arn = slow.loadBalancer("orders");
        LoadBalancer created = slow.control.state().loadBalancers().get(arn);
        assertThat(created.activeAt()).isEqualTo(created.createdTime().plusSeconds(180));
        assertThat(created.withTags(TreePMap.singleton("a", "b")).activeAt()).isEqualTo(created.activeAt());
        assertThat(created.stateAt(created.activeAt().minusMillis(1)).code()).isEqualTo("provisioning");
        assertThat(created.stateAt(created.activeAt()).code()).isEqualTo("active");
    }

    @Test
    void facesTheInternetByDefault() {
        Xml created = elb.ok(
                        "CreateLoadBalancer",
                        "Name=shop",
                        "SubnetMappings.member.1.SubnetId=subnet-1",
                        "SubnetMappings.member.2.SubnetId=subnet-2",
                        "SecurityGroups.member.1=sg-mine")
                .child("LoadBalancers/member");
        assertThat(created.text("Scheme")).isEqualTo("internet-facing");
        assertThat(created.text("DNSName")).matches("shop-\\d{10}\\.eu-west-1\\.elb\\.amazonaws\\.com");
        assertThat(created.texts("SecurityGroups/member")).containsExactly("sg-mine");
    }

    @Test
    void c2_repeatingACallFindsTheSameOne() {
        String first = elb.ok("CreateLoadBalancer", ORDERS).text("LoadBalancers/member/LoadBalancerArn");
        var state = elb.control.state();
        assertThat(elb.ok("CreateLoadBalancer", ORDERS).text("LoadBalancers/member/LoadBalancerArn"))
                .isEqualTo(first);
        assertThat(elb.control.state()).isSameAs(state);
        assertThat(elb.error(
                        "CreateLoadBalancer", "Name=orders", "Subnets.member.1=subnet-1", "Subnets.member.2=subnet-2"))
                .isEqualTo("400 DuplicateLoadBalancerName: A load balancer with the same name 'orders' exists, but with"
                        + " different settings");
    }

    @Test
    void c3_needsTwoSubnetsInTwoZones() {
        assertThat(elb.error("CreateLoadBalancer", "Name=a", "Subnets.member.1=subnet-1"))
                .isEqualTo("400 ValidationError: At least two subnets in two different Availability Zones must be"
                        + " specified");
        assertThat(elb.error("CreateLoadBalancer", "Name=a"))
                .startsWith("400 ValidationError: At least two subnets in two different Availability Zones");
        assertThat(elb.error("CreateLoadBalancer", "Name=a", "Subnets.member.1=subnet-1", "Subnets.member.2=subnet-1"))
                .isEqualTo("400 InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in"
                        + " the same Availability Zone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a23456789012345678901234567890123", "-a", "a-", "internal-a", "a_b", "ä", ""})
    void c4_refusesNamesThatAwsRefuses(String name) {
        assertThat(elb.error(
                        "CreateLoadBalancer", "Name=" + name, "Subnets.member.1=subnet-1", "Subnets.member.2=subnet-2"))
                .startsWith("400 ValidationError: Load balancer name '" + name + "' can");
    }

    @Test
    void refusesWhatIsNotAmongTheValuesOfAMember() {
        assertThat(elb.error("CreateLoadBalancer", "Name=a", "Scheme=private"))
                .isEqualTo("400 ValidationError: 1 validation error detected: Value 'private' at 'scheme' failed to"
                        + " satisfy constraint: Member must satisfy enum value set: [internet-facing, internal]");
    }

    @Test
    void refusesWhatIsNotEmulatedByName() {
        assertThat(elb.error("CreateLoadBalancer", "Name=a", "Type=gateway"))
                .startsWith("501 NotImplementedException")
                .contains("load balancers of type 'gateway'");
    }

    @Test
    void c5_missesWhatDoesNotExist() {
        elb.loadBalancer("orders");
        assertThat(elb.error("DescribeLoadBalancers", "Names.member.1=nope"))
                .isEqualTo("400 LoadBalancerNotFound: Load balancers '[nope]' not found");
        String arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/nope/0123456789abcdef";
        assertThat(elb.error("DescribeLoadBalancers", "LoadBalancerArns.member.1=" + arn))
                .isEqualTo("400 LoadBalancerNotFound: Load balancers '[" + arn + "]' not found");
        assertThat(elb.error("DescribeLoadBalancers", "LoadBalancerArns.member.1=orders"))
                .isEqualTo("400 ValidationError: 'orders' is not a valid load balancer ARN");
    }

    @Test
    void describesByNameByArnAndAll() {
        String orders = elb.loadBalancer("orders");
        String shop = elb.loadBalancer("shop");
        String path = "LoadBalancers/member/LoadBalancerArn";
        assertThat(elb.ok("DescribeLoadBalancers").texts(path)).containsExactly(orders, shop);
        assertThat(elb.ok("DescribeLoadBalancers", "Names.member.1=shop").texts(path))
                .containsExactly(shop);
        assertThat(elb.ok("DescribeLoadBalancers", "LoadBalancerArns.member.1=" + orders)
                        .texts(path))
                .containsExactly(orders);
    }

    @Test
    void pagesThroughAllOfThem() {
        for (String name : new String[] {"c", "a", "b"}) {
            elb.loadBalancer(name);
        }
        Xml first = elb.ok("DescribeLoadBalancers", "PageSize=2");
        assertThat(first.texts("LoadBalancers/member/LoadBalancerName")).containsExactly("a", "b");
        Xml second = elb.ok("DescribeLoadBalancers", "PageSize=2", "Marker=" + first.text("NextMarker"));
        assertThat(second.texts("LoadBalancers/member/LoadBalancerName")).containsExactly("c");
        assertThat(second.has("NextMarker")).isFalse();
        assertThat(elb.error("DescribeLoadBalancers", "Marker=%%%")).startsWith("400 ValidationError");
        assertThat(elb.error("DescribeLoadBalancers", "PageSize=401"))
                .contains(
                        "at 'pageSize' failed to satisfy constraint: Member must have value less than or equal to 400");
    }

    @Test
    void otherAccountsAndRegionsHaveLoadBalancersOfTheirOwn() {
        String arn = elb.loadBalancer("orders");
        Scope elsewhere = new Scope("123456789012", "us-east-1");
        assertThat(elb.call(elsewhere, "CreateLoadBalancer", ORDERS).status()).isEqualTo(200);
        assertThat(elb.ok("DescribeLoadBalancers").texts("LoadBalancers/member/LoadBalancerArn"))
                .containsExactly(arn);
        assertThat(elb.errorIn(elsewhere, "DescribeListeners", "LoadBalancerArn=" + arn))
                .startsWith("400 LoadBalancerNotFound");
    }

    @Test
    void c6_deletingWhatDoesNotExistSucceeds() {
        String arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/nope/0123456789abcdef";
        assertThat(elb.ok("DeleteLoadBalancer", "LoadBalancerArn=" + arn).members())
                .isEmpty();
        assertThat(elb.error("DeleteLoadBalancer", "LoadBalancerArn=nope"))
                .startsWith("400 ValidationError: 'nope' is not a valid load balancer ARN");
    }

    @Test
    void deletingTakesListenersAndRulesAlong() {
        String kept = elb.loadBalancer("orders-2");
        elb.listener(kept, 80);
        String arn = elb.loadBalancer("orders");
        String group = elb.targetGroup("orders");
        elb.rule(elb.listener(arn, 80), 1, "/a", group);

        elb.ok("DeleteLoadBalancer", "LoadBalancerArn=" + arn);

        assertThat(elb.control.state().loadBalancers().keySet()).containsExactly(kept);
        assertThat(elb.control.state().listeners()).hasSize(1);
        assertThat(elb.control.state().rules()).isEmpty();
        assertThat(elb.control.state().targetGroups().keySet()).containsExactly(group);
    }

    @Test
    void deletionProtectionProtects() {
        String arn = elb.loadBalancer("orders");
        elb.ok(
                "ModifyLoadBalancerAttributes",
                "LoadBalancerArn=" + arn,
                "Attributes.member.1.Key=deletion_protection.enabled",
                "Attributes.member.1.Value=true");
        assertThat(elb.error("DeleteLoadBalancer", "LoadBalancerArn=" + arn))
                .startsWith("400 OperationNotPermitted: Load balancer '" + arn + "' cannot be deleted");
    }

    @Test
    void thereMayBeFiftyOfThem() {
        for (int i = 0; i < 50; i++) {
            elb.loadBalancer("lb-" + i);
        }
        assertThat(elb.error("CreateLoadBalancer", ORDERS)).startsWith("400 TooManyLoadBalancers");
    }

    @Test
    void c17_unknownActionsAreInvalid() {
        assertThat(elb.error("FlyToTheMoon")).startsWith("400 InvalidAction");
    }
}
