package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRegistrationsTest {

    private static final String HEALTH = "TargetHealthDescriptions/member";

    private final Elb elb = new Elb();
    private String group = "";
    private String rule = "";

    @BeforeEach
    void create() {
        group = elb.targetGroup("orders");
        rule = elb.rule(elb.listener(elb.loadBalancer("orders"), 80), 1, "/a", group);
    }

    private void register(String... targets) {
        change("RegisterTargets", targets);
    }

    private void deregister(String... targets) {
        change("DeregisterTargets", targets);
    }

    private void change(String action, String... targets) {
        String[] parameters = new String[targets.length + 1];
        parameters[0] = "TargetGroupArn=" + group;
        for (int i = 0; i < targets.length; i++) {
            parameters[i + 1] = "Targets.member." + targets[i];
        }
        assertThat(elb.ok(action, parameters).members()).isEmpty();
    }

    private Xml health(String... more) {
        String[] parameters = new String[more.length + 1];
        parameters[0] = "TargetGroupArn=" + group;
        System.arraycopy(more, 0, parameters, 1, more.length);
        return elb.ok("DescribeTargetHealth", parameters);
    }

    @Test
    void aRegisteredTargetShowsItsHealth() {
        register("1.Id=127.0.0.1", "2.Id=127.0.0.1", "2.Port=9001", "2.AvailabilityZone=all");
        elb.healthIs("unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [500]");
        var all = health().all(HEALTH);
        assertThat(all).hasSize(2);
        assertThat(all.get(0).members()).containsExactly("Target", "HealthCheckPort", "TargetHealth");
        assertThat(all.get(0).child("Target").toString()).isEqualTo("Target[Id=127.0.0.1, Port=8080]");
        assertThat(all.get(0).text("HealthCheckPort")).isEqualTo("8080");
        assertThat(all.get(0).child("TargetHealth").toString())
                .isEqualTo("TargetHealth[State=unhealthy, Reason=Target.ResponseCodeMismatch,"
                        + " Description=Health checks failed with these codes: [500]]");
        assertThat(all.get(1).child("Target").toString())
                .isEqualTo("Target[Id=127.0.0.1, Port=9001, AvailabilityZone=all]");
        assertThat(all.get(1).text("HealthCheckPort")).isEqualTo("9001");
    }

    @Test
    void aHealthyTargetHasNoReason() {
        register("1.Id=127.0.0.1");
        elb.ok("ModifyTargetGroup", "TargetGroupArn=" + group, "HealthCheckPort=9999");
        Xml shown = health().child(HEALTH);
        assertThat(shown.child("TargetHealth").toString()).isEqualTo("TargetHealth[State=healthy]");
        assertThat(shown.text("HealthCheckPort")).isEqualTo("9999");
    }

    @Test
    void t12_aTargetThatWasNeverRegisteredIsUnused() {
        Xml shown = health("Targets.member.1.Id=10.0.0.9").child(HEALTH);
        assertThat(shown.members()).containsExactly("Target", "TargetHealth");
        assertThat(shown.child("Target").toString()).isEqualTo("Target[Id=10.0.0.9, Port=8080]");
        assertThat(shown.child("TargetHealth").toString())
                .isEqualTo("TargetHealth[State=unused, Reason=Target.NotRegistered,"
                        + " Description=Target is not registered to the target group]");
    }

    @Test
    void targetsAreAskedForByIdAndPort() {
        register("1.Id=127.0.0.1", "1.Port=9001", "2.Id=127.0.0.1", "2.Port=9002");
        assertThat(health("Targets.member.1.Id=127.0.0.1").texts(HEALTH + "/Target/Port"))
                .containsExactly("9001", "9002");
        assertThat(health("Targets.member.1.Id=127.0.0.1", "Targets.member.1.Port=9002")
                        .texts(HEALTH + "/Target/Port"))
                .containsExactly("9002");
        assertThat(health("Targets.member.1.Id=127.0.0.1", "Targets.member.1.Port=9003")
                        .texts(HEALTH + "/TargetHealth/Reason"))
                .containsExactly("Target.NotRegistered");
    }

    @Test
    void targetsOfAGroupThatNothingRefersToAreUnused() {
        register("1.Id=127.0.0.1");
        elb.ok("DeleteRule", "RuleArn=" + rule);
        assertThat(health().child(HEALTH + "/TargetHealth").toString())
                .isEqualTo("TargetHealth[State=unused, Reason=Target.NotInUse, Description=Target group is not"
                        + " configured to receive traffic from the load balancer]");
    }

    @Test
    void aDeregisteredTargetDrainsForTheDelayAndIsGoneThen() {
        register("1.Id=127.0.0.1");
        deregister("1.Id=127.0.0.1");
        assertThat(health().child(HEALTH + "/TargetHealth").toString())
                .isEqualTo("TargetHealth[State=draining, Reason=Target.DeregistrationInProgress,"
                        + " Description=Target deregistration is in progress]");

        elb.sleep(Duration.ofMillis(299_999));
        assertThat(health().texts(HEALTH + "/TargetHealth/State")).containsExactly("draining");
        elb.sleep(Duration.ofMillis(1));
        assertThat(health().all(HEALTH)).isEmpty();
        assertThat(health("Targets.member.1.Id=127.0.0.1").text(HEALTH + "/TargetHealth/Reason"))
                .isEqualTo("Target.NotRegistered");

        assertThat(elb.control.state().targetGroups().get(group).targets()).hasSize(1);
        register("1.Id=127.0.0.2");
        assertThat(elb.control.state().targetGroups().get(group).targets().keySet())
                .containsExactly("127.0.0.2:8080");
    }

    @Test
    void deregisteringTwiceDoesNotProlongTheDraining() {
        register("1.Id=127.0.0.1");
        deregister("1.Id=127.0.0.1");
        elb.sleep(Duration.ofSeconds(200));
        deregister("1.Id=127.0.0.1");
        elb.sleep(Duration.ofSeconds(100));
        assertThat(health().all(HEALTH)).isEmpty();
    }

    @Test
    void registeringADrainingTargetBringsItBack() {
        register("1.Id=127.0.0.1");
        deregister("1.Id=127.0.0.1");
        register("1.Id=127.0.0.1");
        elb.sleep(Duration.ofSeconds(300));
        assertThat(health().texts(HEALTH + "/TargetHealth/State")).containsExactly("healthy");
    }

    @Test
    void withoutADelayTargetsGoAtOnce() {
        elb.ok(
                "ModifyTargetGroupAttributes",
                "TargetGroupArn=" + group,
                "Attributes.member.1.Key=deregistration_delay.timeout_seconds",
                "Attributes.member.1.Value=0");
        register("1.Id=127.0.0.1");
        deregister("1.Id=127.0.0.1");
        assertThat(elb.control.state().targetGroups().get(group).targets()).isEmpty();
    }

    @Test
    void deregisteringWhatIsNotRegisteredSucceeds() {
        var state = elb.control.state();
        deregister("1.Id=127.0.0.1");
        assertThat(elb.control.state()).isSameAs(state);
    }

    @Test
    void anOverriddenPortIsNeededToDeregister() {
        register("1.Id=127.0.0.1", "1.Port=9001");
        deregister("1.Id=127.0.0.1");
        assertThat(health().texts(HEALTH + "/TargetHealth/State")).containsExactly("healthy");
        deregister("1.Id=127.0.0.1", "1.Port=9001");
        assertThat(health().texts(HEALTH + "/TargetHealth/State")).containsExactly("draining");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.1",
                "192.168.0.1",
                "100.64.0.1",
                "127.0.0.9",
                "::ffff:10.1.2.3",
                "orders",
                "orders_1.internal"
            })
    void privateAddressesAndNamesMayBeRegistered(String id) {
        register("1.Id=" + id);
        assertThat(health().text(HEALTH + "/Target/Id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.32.0.1",
                "100.128.0.1",
                "192.169.0.1",
                "10.0.0.256",
                "::1",
                "a b",
                "-a",
                "",
                "169.254.169.254",
                "::ffff:169.254.169.254",
                "::ffff:a9fe:a9fe",
                "2852039166",
                "0xa9fea9fe",
                "169.254.0xa9fe"
            })
    void t25_otherAddressesAreRefused(String id) {
        assertThat(elb.error("RegisterTargets", "TargetGroupArn=" + group, "Targets.member.1.Id=" + id))
                .startsWith("400 InvalidTarget: The target '" + id + "' is not ");
    }

    @Test
    void instancesAreTakenAsGivenUnlessTheyAreAddressesThatNoTargetHas() {
        String arn = elb.ok("CreateTargetGroup", "Name=i", "Protocol=HTTP", "Port=80", "VpcId=vpc-1")
                .text("TargetGroups/member/TargetGroupArn");
        elb.ok("RegisterTargets", "TargetGroupArn=" + arn, "Targets.member.1.Id=i-0f76fade");
        assertThat(elb.control.state().targetGroups().get(arn).targets().keySet())
                .containsExactly("i-0f76fade:80");
        for (String id : List.of("169.254.169.254", "::ffff:a9fe:a9fe", "2852039166", "fe80::1", "8.8.8.8")) {
            assertThat(elb.error("RegisterTargets", "TargetGroupArn=" + arn, "Targets.member.1.Id=" + id))
                    .startsWith("400 InvalidTarget");
        }
    }

    @Test
    void groupsOfIpv6AddressesTakeNoLinkLocalAndNoMappedOnes() {
        String arn = elb.ok(
                        "CreateTargetGroup",
                        "Name=six",
                        "Protocol=HTTP",
                        "Port=80",
                        "VpcId=vpc-1",
                        "TargetType=ip",
                        "IpAddressType=ipv6")
                .text("TargetGroups/member/TargetGroupArn");
        for (String id : List.of("2001:db8::1", "::1")) {
            elb.ok("RegisterTargets", "TargetGroupArn=" + arn, "Targets.member.1.Id=" + id);
        }
        for (String id : List.of(
                "::ffff:169.254.169.254",
                "::ffff:10.0.0.1",
                "10.0.0.1",
                "fe80::1",
                "febf::1",
                "fd00:ec2::254",
                "::169.254.169.254",
                "64:ff9b::a9fe:a9fe")) {
            assertThat(elb.error("RegisterTargets", "TargetGroupArn=" + arn, "Targets.member.1.Id=" + id))
                    .startsWith("400 InvalidTarget: The target '" + id + "' is not ");
        }
    }

    @Test
    void onlyAddressesAreGivenAZone() {
        String arn = elb.ok("CreateTargetGroup", "Name=instances", "Protocol=HTTP", "Port=80", "VpcId=vpc-1")
                .text("TargetGroups/member/TargetGroupArn");
        assertThat(elb.error(
                        "RegisterTargets",
                        "TargetGroupArn=" + arn,
                        "Targets.member.1.Id=i-0123456789abcdef0",
                        "Targets.member.1.AvailabilityZone=eu-west-1a"))
                .startsWith("400 ValidationError: ");
        String function = elb.ok("CreateTargetGroup", "Name=function", "TargetType=lambda")
                .text("TargetGroups/member/TargetGroupArn");
        String id = "Targets.member.1.Id=arn:aws:lambda:eu-west-1:123456789012:function:hello";
        assertThat(elb.error(
                        "RegisterTargets",
                        "TargetGroupArn=" + function,
                        id,
                        "Targets.member.1.AvailabilityZone=eu-west-1a"))
                .startsWith("400 ValidationError: ");
        elb.ok("RegisterTargets", "TargetGroupArn=" + function, id, "Targets.member.1.AvailabilityZone=all");
    }

    @Test
    void registeringIsAllOrNothing() {
        assertThat(elb.error(
                        "RegisterTargets",
                        "TargetGroupArn=" + group,
                        "Targets.member.1.Id=127.0.0.1",
                        "Targets.member.2.Id=8.8.8.8"))
                .startsWith("400 InvalidTarget");
        assertThat(health().all(HEALTH)).isEmpty();
        assertThat(elb.error("RegisterTargets", "TargetGroupArn=" + group, "Targets="))
                .startsWith("400 ValidationError");
        assertThat(elb.error("RegisterTargets", "TargetGroupArn=" + group + "0", "Targets.member.1.Id=127.0.0.1"))
                .startsWith("400 TargetGroupNotFound");
    }

    @Test
    void aGroupHasSoManyTargets() {
        Elb small = Elb.withLimits(ElbV2Settings.Limits.AWS.with(Quota.TARGETS, 2));
        String arn = small.targetGroup("orders");
        small.ok("RegisterTargets", "TargetGroupArn=" + arn, "Targets.member.1.Id=a", "Targets.member.2.Id=b");
        small.ok("RegisterTargets", "TargetGroupArn=" + arn, "Targets.member.1.Id=a");
        assertThat(small.error("RegisterTargets", "TargetGroupArn=" + arn, "Targets.member.1.Id=c"))
                .startsWith("400 TooManyTargets");
    }

    @Test
    void anomalyDetectionIsShownToThoseWhoAsk() {
        elb.ok("RegisterTargets", "TargetGroupArn=" + group, "Targets.member.1.Id=a");
        String shown = HEALTH + "/AnomalyDetection";
        assertThat(health().all(shown)).isEmpty();
        var asked = elb.ok("DescribeTargetHealth", "TargetGroupArn=" + group, "Include.member.1=AnomalyDetection");
        assertThat(asked.texts(shown + "/Result")).containsExactly("normal");
        assertThat(asked.texts(shown + "/MitigationInEffect")).containsExactly("no");
    }
}
