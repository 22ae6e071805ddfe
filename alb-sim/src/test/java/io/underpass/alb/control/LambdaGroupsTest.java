package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LambdaGroupsTest {

    private static final String HELLO = "arn:aws:lambda:eu-west-1:123456789012:function:hello";
    private static final String GROUPS = "TargetGroups/member";
    private static final String HEALTH = "TargetHealthDescriptions/member";

    private final Elb elb = new Elb();
    private final Xml created = elb.ok("CreateTargetGroup", "Name=f", "TargetType=lambda");
    private final String group = created.text(GROUPS + "/TargetGroupArn");

    @Test
    void functionsHaveNoProtocolNoPortAndNoVpc() {
        assertThat(created.text(GROUPS + "/TargetType")).isEqualTo("lambda");
        assertThat(created.text(GROUPS + "/HealthCheckEnabled")).isEqualTo("false");
        assertThat(created.text(GROUPS + "/HealthCheckPath")).isEqualTo("/");
        assertThat(created.text(GROUPS + "/HealthCheckIntervalSeconds")).isEqualTo("35");
        assertThat(created.text(GROUPS + "/HealthCheckTimeoutSeconds")).isEqualTo("30");
        assertThat(created.text(GROUPS + "/HealthyThresholdCount")).isEqualTo("5");
        assertThat(created.text(GROUPS + "/UnhealthyThresholdCount")).isEqualTo("2");
        assertThat(created.text(GROUPS + "/Matcher/HttpCode")).isEqualTo("200");
        for (String absent :
                new String[] {"Protocol", "Port", "VpcId", "ProtocolVersion", "HealthCheckProtocol", "HealthCheckPort"
                }) {
            assertThat(created.all(GROUPS + '/' + absent)).as(absent).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"Protocol=HTTP,Protocol", "Port=80,Port", "VpcId=vpc-1,VPC ID", "HealthCheckPort=80,Health check port"})
    void whatAFunctionHasNoUseForIsRefused(String parameter, String name) {
        String refusal =
                "400 ValidationError: " + name + " cannot be specified for target groups with target type 'lambda'";
        assertThat(elb.error("CreateTargetGroup", "Name=g", "TargetType=lambda", parameter))
                .isEqualTo(refusal);
    }

    @Test
    void creatingAgainIsTheSame() {
        assertThat(elb.ok("CreateTargetGroup", "Name=f", "TargetType=lambda").text(GROUPS + "/TargetGroupArn"))
                .isEqualTo(group);
    }

    @Test
    void checksCanBeTurnedOnAndOff() {
        String enabled = GROUPS + "/HealthCheckEnabled";
        assertThat(elb.ok(
                                "ModifyTargetGroup",
                                "TargetGroupArn=" + group,
                                "HealthCheckEnabled=true",
                                "HealthCheckPath=/up",
                                "Matcher.HttpCode=200-299")
                        .text(enabled))
                .isEqualTo("true");
        assertThat(elb.ok("ModifyTargetGroup", "TargetGroupArn=" + group, "HealthyThresholdCount=3")
                        .text(enabled))
                .isEqualTo("true");
        assertThat(elb.ok("ModifyTargetGroup", "TargetGroupArn=" + group, "HealthCheckEnabled=false")
                        .text(enabled))
                .isEqualTo("false");
        assertThat(elb.error("ModifyTargetGroup", "TargetGroupArn=" + group, "HealthCheckPort=80"))
                .startsWith("400 ValidationError: Health check port cannot be specified");
    }

    @Test
    void aFunctionIsRegisteredByItsArnAndGoneAtOnceWhenDeregistered() {
        elb.ok("RegisterTargets", "TargetGroupArn=" + group, "Targets.member.1.Id=" + HELLO);
        Xml shown = elb.ok("DescribeTargetHealth", "TargetGroupArn=" + group);
        assertThat(shown.text(HEALTH + "/Target/Id")).isEqualTo(HELLO);
        assertThat(shown.all(HEALTH + "/Target/Port")).isEmpty();
        assertThat(shown.all(HEALTH + "/HealthCheckPort")).isEmpty();
        assertThat(shown.text(HEALTH + "/TargetHealth/Reason")).isEqualTo("Target.NotInUse");
        assertThat(elb.error("RegisterTargets", "TargetGroupArn=" + group, "Targets.member.1.Id=" + HELLO + ":live"))
                .startsWith("400 TooManyTargets");
        elb.ok("DeregisterTargets", "TargetGroupArn=" + group, "Targets.member.1.Id=" + HELLO);
        assertThat(elb.ok("DescribeTargetHealth", "TargetGroupArn=" + group).all(HEALTH))
                .isEmpty();
        elb.ok("RegisterTargets", "TargetGroupArn=" + group, "Targets.member.1.Id=" + HELLO + ":live");
    }

    @ParameterizedTest
    @ValueSource(strings = {"i-1234567890abcdef0", "10.0.0.1", "hello", "arn:aws:lambda:eu-west-1:1:function:hello"})
    void nothingElseIsAFunction(String id) {
        assertThat(elb.error("RegisterTargets", "TargetGroupArn=" + group, "Targets.member.1.Id=" + id))
                .startsWith("400 InvalidTarget");
    }

    @Test
    void functionsHaveAttributesOfTheirOwn() {
        String key = "lambda.multi_value_headers.enabled";
        String keys = "Attributes/member/Key";
        assertThat(elb.ok("DescribeTargetGroupAttributes", "TargetGroupArn=" + group)
                        .texts(keys))
                .contains(key)
                .doesNotContain("deregistration_delay.timeout_seconds");
        elb.ok(
                "ModifyTargetGroupAttributes",
                "TargetGroupArn=" + group,
                "Attributes.member.1.Key=" + key,
                "Attributes.member.1.Value=true");
        String other = elb.targetGroup("orders");
        assertThat(elb.ok("DescribeTargetGroupAttributes", "TargetGroupArn=" + other)
                        .texts(keys))
                .doesNotContain(key);
        assertThat(elb.error(
                        "ModifyTargetGroupAttributes",
                        "TargetGroupArn=" + other,
                        "Attributes.member.1.Key=" + key,
                        "Attributes.member.1.Value=true"))
                .startsWith("400 InvalidConfigurationRequest");
    }
}
