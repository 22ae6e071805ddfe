package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenersTest {

    private final Elb elb = new Elb();
    private String loadBalancer = "";
    private String group = "";

    @BeforeEach
    void create() {
        loadBalancer = elb.loadBalancer("orders");
        group = elb.targetGroup("orders");
    }

    private Xml forwardOn(int port) {
        return elb.ok(
                        "CreateListener",
                        "LoadBalancerArn=" + loadBalancer,
                        "Protocol=HTTP",
                        "Port=" + port,
                        "DefaultActions.member.1.Type=forward",
                        "DefaultActions.member.1.TargetGroupArn=" + group)
                .child("Listeners/member");
    }

    @Test
    void createsAListenerAndItsDefaultRule() {
        Xml created = forwardOn(80);

        assertThat(created.members())
                .containsExactly("ListenerArn", "LoadBalancerArn", "Port", "Protocol", "DefaultActions");
        assertThat(created.text("ListenerArn"))
                .matches(loadBalancer.replace(":loadbalancer/", ":listener/") + "/[0-9a-f]{16}");
        assertThat(created.text("Port")).isEqualTo("80");
        Xml rule = elb.ok("DescribeRules", "ListenerArn=" + created.text("ListenerArn"))
                .child("Rules/member");
        assertThat(rule.text("RuleArn"))
                .matches(created.text("ListenerArn").replace(":listener/", ":listener-rule/") + "/[0-9a-f]{16}");
        assertThat(rule.text("Priority")).isEqualTo("default");
        assertThat(rule.text("IsDefault")).isEqualTo("true");
        assertThat(rule.child("Conditions").members()).isEmpty();
    }

    @Test
    void aSingleTargetGroupIsShownTwice() {
        Xml action = forwardOn(80).child("DefaultActions/member");
        assertThat(action.members()).containsExactly("Type", "TargetGroupArn", "ForwardConfig");
        assertThat(action.text("TargetGroupArn")).isEqualTo(group);
        assertThat(action.text("ForwardConfig/TargetGroups/member/TargetGroupArn"))
                .isEqualTo(group);
        assertThat(action.text("ForwardConfig/TargetGroups/member/Weight")).isEqualTo("1");
        assertThat(action.text("ForwardConfig/TargetGroupStickinessConfig/Enabled"))
                .isEqualTo("false");
    }

    @Test
    void repeatingACallFindsTheSameOneAndAnotherIsADuplicate() {
        String arn = forwardOn(80).text("ListenerArn");
        assertThat(forwardOn(80).text("ListenerArn")).isEqualTo(arn);
        assertThat(elb.error(
                        "CreateListener",
                        "LoadBalancerArn=" + loadBalancer,
                        "Protocol=HTTP",
                        "Port=80",
                        "DefaultActions.member.1.Type=fixed-response",
                        "DefaultActions.member.1.FixedResponseConfig.StatusCode=200"))
                .isEqualTo("400 DuplicateListener: A listener already exists on this port for this load balancer '"
                        + loadBalancer + "'");
    }

    @Test
    void needsPortAndProtocolAndAnExistingLoadBalancer() {
        String action = "DefaultActions.member.1.Type=forward";
        assertThat(elb.error("CreateListener", "LoadBalancerArn=" + loadBalancer, action, "Protocol=HTTP"))
                .isEqualTo("400 ValidationError: A listener port must be specified");
        assertThat(elb.error("CreateListener", "LoadBalancerArn=" + loadBalancer, action, "Port=80"))
                .isEqualTo("400 ValidationError: A listener protocol must be specified");
        assertThat(elb.error("CreateListener", "LoadBalancerArn=" + loadBalancer, action, "Port=80", "Protocol=TCP"))
                .isEqualTo("400 ValidationError: Listener protocol 'TCP' must be one of 'HTTP, HTTPS'");
        assertThat(elb.error("CreateListener", "LoadBalancerArn=" + loadBalancer, action, "Port=0", "Protocol=HTTP"))
                .contains("Value '0' at 'port' failed to satisfy constraint");
        String nowhere = loadBalancer.replace("orders", "nope");
        assertThat(elb.error("CreateListener", "LoadBalancerArn=" + nowhere, action, "Port=80", "Protocol=HTTP"))
                .startsWith("400 LoadBalancerNotFound");
    }

    @Test
    void httpsNeedsACertificateThatHasNoPlaceOnHttp() {
        String action = "DefaultActions.member.1.Type=forward";
        assertThat(elb.error("CreateListener", "LoadBalancerArn=" + loadBalancer, action, "Port=443", "Protocol=HTTPS"))
                .isEqualTo("400 ValidationError: A certificate must be specified for HTTPS listeners");
        assertThat(elb.error(
                        "CreateListener",
                        "LoadBalancerArn=" + loadBalancer,
                        action,
                        "Port=80",
                        "Protocol=HTTP",
                        "Certificates.member.1.CertificateArn=arn:aws:acm:eu-west-1:123456789012:certificate/1"))
                .startsWith("400 ValidationError: 'Certificates' cannot be specified for HTTP listeners");
    }

    @Test
    void aListenerWithoutActionsIsRefused() {
        assertThat(elb.error("CreateListener", "LoadBalancerArn=" + loadBalancer, "Port=80", "Protocol=HTTP"))
                .contains("Value null at 'defaultActions' failed to satisfy constraint: Member must not be null");
        assertThat(elb.error(
                        "CreateListener",
                        "LoadBalancerArn=" + loadBalancer,
                        "Port=80",
                        "Protocol=HTTP",
                        "DefaultActions="))
                .isEqualTo("400 ValidationError: An action must be specified");
    }

    @Test
    void c15_modifyingThePortKeepsTheActions() {
        Xml before = forwardOn(80);
        elb.listener(loadBalancer, 81);
        String arn = before.text("ListenerArn");

        Xml after = elb.ok("ModifyListener", "ListenerArn=" + arn, "Port=8080").child("Listeners/member");

        assertThat(after.text("Port")).isEqualTo("8080");
        assertThat(after.text("DefaultActions/member/TargetGroupArn")).isEqualTo(group);
        assertThat(elb.error("ModifyListener", "ListenerArn=" + arn, "Port=81")).startsWith("400 DuplicateListener");
        assertThat(elb.error("ModifyListener", "ListenerArn=" + arn, "Protocol=HTTPS"))
                .isEqualTo("400 ValidationError: A certificate must be specified for HTTPS listeners");
    }

    @Test
    void modifyingTheActionsReplacesThem() {
        String arn = forwardOn(80).text("ListenerArn");
        elb.ok(
                "ModifyListener",
                "ListenerArn=" + arn,
                "DefaultActions.member.1.Type=fixed-response",
                "DefaultActions.member.1.FixedResponseConfig.StatusCode=503");
        Xml action = elb.ok("DescribeListeners", "ListenerArns.member.1=" + arn)
                .child("Listeners/member/DefaultActions/member");
        assertThat(action.members()).containsExactly("Type", "FixedResponseConfig");
        assertThat(action.text("FixedResponseConfig/StatusCode")).isEqualTo("503");
    }

    @Test
    void describesThoseOfALoadBalancer() {
        String one = elb.listener(loadBalancer, 80);
        String two = elb.listener(loadBalancer, 81);
        elb.listener(elb.loadBalancer("orders-2"), 80);
        assertThat(elb.ok("DescribeListeners", "LoadBalancerArn=" + loadBalancer)
                        .texts("Listeners/member/ListenerArn"))
                .containsExactlyInAnyOrder(one, two);
        assertThat(elb.error("DescribeListeners"))
                .isEqualTo("400 ValidationError: You must specify either listener ARNs or a load balancer ARN");
        assertThat(elb.error("DescribeListeners", "LoadBalancerArn=" + loadBalancer, "ListenerArns.member.1=" + one))
                .startsWith("400 ValidationError");
        assertThat(elb.error("DescribeListeners", "ListenerArns.member.1=" + one + "0"))
                .isEqualTo("400 ListenerNotFound: The specified listener does not exist.");
    }

    @Test
    void deletingAListenerDeletesItsRules() {
        String arn = elb.listener(loadBalancer, 80);
        elb.rule(arn, 1, "/a", group);
        assertThat(elb.ok("DeleteListener", "ListenerArn=" + arn).members()).isEmpty();
        assertThat(elb.control.state().rules()).isEmpty();
        assertThat(elb.error("DeleteListener", "ListenerArn=" + arn)).startsWith("400 ListenerNotFound");
    }

    @Test
    void aTargetGroupBelongsToOneLoadBalancer() {
        forwardOn(80);
        String other = elb.loadBalancer("shop");
        String refusal = "400 TargetGroupAssociationLimit: The following target groups cannot be associated with more"
                + " than one load balancer: " + group;
        assertThat(elb.error(
                        "CreateListener",
                        "LoadBalancerArn=" + other,
                        "Protocol=HTTP",
                        "Port=80",
                        "DefaultActions.member.1.Type=forward",
                        "DefaultActions.member.1.TargetGroupArn=" + group))
                .isEqualTo(refusal);
        assertThat(elb.error(
                        "CreateRule",
                        "ListenerArn=" + elb.listener(other, 80),
                        "Priority=1",
                        "Conditions.member.1.Field=path-pattern",
                        "Conditions.member.1.Values.member.1=/a",
                        "Actions.member.1.Type=forward",
                        "Actions.member.1.TargetGroupArn=" + group))
                .isEqualTo(refusal);
    }

    @Test
    void limitsAreEnforced() {
        Elb small = Elb.withLimits(
                ElbV2Settings.Limits.AWS.with(Quota.LISTENERS, 1).with(Quota.TARGET_GROUPS_PER_LOAD_BALANCER, 1));
        String arn = small.loadBalancer("orders");
        String listener = small.listener(arn, 80);
        assertThat(small.error(
                        "CreateListener",
                        "LoadBalancerArn=" + arn,
                        "Protocol=HTTP",
                        "Port=81",
                        "DefaultActions.member.1.Type=fixed-response",
                        "DefaultActions.member.1.FixedResponseConfig.StatusCode=404"))
                .startsWith("400 TooManyListeners");
        small.rule(listener, 1, "/a", small.targetGroup("one"));
        String two = small.targetGroup("two");
        assertThat(small.error(
                        "CreateRule",
                        "ListenerArn=" + listener,
                        "Priority=2",
                        "Conditions.member.1.Field=path-pattern",
                        "Conditions.member.1.Values.member.1=/a",
                        "Actions.member.1.Type=forward",
                        "Actions.member.1.TargetGroupArn=" + two))
                .startsWith("400 TooManyUniqueTargetGroupsPerLoadBalancer");
    }
}
