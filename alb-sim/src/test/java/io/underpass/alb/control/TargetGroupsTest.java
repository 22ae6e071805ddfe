package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetGroupsTest {

    private final Elb elb = new Elb();

    private static String[] group(String... more) {
        List<String> parameters = new ArrayList<>(List.of("Name=orders", "Protocol=HTTP", "Port=8080", "VpcId=vpc-1"));
        parameters.addAll(List.of(more));
        return parameters.toArray(String[]::new);
    }

    @Test
    void createsAGroupWithDefaults() {
        Xml created = elb.ok("CreateTargetGroup", group()).child("TargetGroups/member");
        assertThat(created.members())
                .containsExactly(
                        "TargetGroupArn",
                        "TargetGroupName",
                        "Protocol",
                        "Port",
                        "VpcId",
                        "HealthCheckProtocol",
                        "HealthCheckPort",
                        "HealthCheckEnabled",
                        "HealthCheckIntervalSeconds",
                        "HealthCheckTimeoutSeconds",
                        "HealthyThresholdCount",
                        "UnhealthyThresholdCount",
                        "HealthCheckPath",
                        "Matcher",
                        "LoadBalancerArns",
                        "TargetType",
                        "ProtocolVersion",
                        "IpAddressType");
        assertThat(created.text("TargetGroupArn"))
                .matches("arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/[0-9a-f]{16}");
        assertThat(created.children().stream().skip(5).map(Xml::toString))
                .containsExactly(
                        "HealthCheckProtocol=HTTP",
                        "HealthCheckPort=traffic-port",
                        "HealthCheckEnabled=true",
                        "HealthCheckIntervalSeconds=30",
                        "HealthCheckTimeoutSeconds=5",
                        "HealthyThresholdCount=5",
                        "UnhealthyThresholdCount=2",
                        "HealthCheckPath=/",
                        "Matcher[HttpCode=200]",
                        "LoadBalancerArns=",
                        "TargetType=instance",
                        "ProtocolVersion=HTTP1",
                        "IpAddressType=ipv4");
    }

    @Test
    void repeatingACallFindsTheSameOne() {
        String arn = elb.ok("CreateTargetGroup", group()).text("TargetGroups/member/TargetGroupArn");
        assertThat(elb.ok("CreateTargetGroup", group()).text("TargetGroups/member/TargetGroupArn"))
                .isEqualTo(arn);
        assertThat(elb.error("CreateTargetGroup", group("HealthCheckPath=/up")))
                .isEqualTo("400 DuplicateTargetGroupName: A target group with the same name 'orders' exists, but with"
                        + " different settings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a23456789012345678901234567890123", "-a", "a-", "a_b", ""})
    void refusesNamesThatAwsRefuses(String name) {
        assertThat(elb.error("CreateTargetGroup", "Name=" + name, "Protocol=HTTP", "Port=80", "VpcId=vpc-1"))
                .startsWith("400 ValidationError: Target group name '" + name + "' can");
    }

    @Test
    void needsProtocolPortAndVpc() {
        assertThat(elb.error("CreateTargetGroup", "Name=a", "Port=80", "VpcId=vpc-1"))
                .endsWith("ValidationError: A protocol must be specified");
        assertThat(elb.error("CreateTargetGroup", "Name=a", "Protocol=HTTP", "VpcId=vpc-1"))
                .endsWith("ValidationError: A port must be specified");
        assertThat(elb.error("CreateTargetGroup", "Name=a", "Protocol=HTTP", "Port=80"))
                .endsWith("ValidationError: A VPC ID must be specified");
        assertThat(elb.error("CreateTargetGroup", "Port=80"))
                .contains("Value null at 'name' failed to satisfy constraint: Member must not be null");
    }

    @ParameterizedTest
    @CsvSource({"TargetControlPort=80,TargetControlPort"})
    void refusesWhatIsNotEmulatedByName(String parameter, String name) {
        assertThat(elb.error("CreateTargetGroup", group(parameter)))
                .startsWith("501 NotImplementedException")
                .contains(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HealthCheckIntervalSeconds=4 | 'healthCheckIntervalSeconds'",
                "HealthCheckTimeoutSeconds=121 | 'healthCheckTimeoutSeconds'",
                "HealthyThresholdCount=1 | 'healthyThresholdCount'",
                "UnhealthyThresholdCount=11 | 'unhealthyThresholdCount'",
                "HealthCheckTimeoutSeconds=30 | Health check timeout '30' must be smaller than the interval '30'",
                "HealthCheckIntervalSeconds=5 | HealthCheckTimeoutSeconds was not given and defaulted to '5'; it can be set",
                "HealthCheckPort=http | Health check port 'http'",
                "HealthCheckPort=65536 | Health check port '65536'",
                "HealthCheckPath=up | Health check path 'up'",
                "HealthCheckProtocol=TCP | Health check protocol 'TCP' must be one of 'HTTP, HTTPS'",
                "HealthCheckEnabled=false | Health checks cannot be disabled",
                "Matcher.HttpCode=500 | HTTP code '500' must be within '200-499' inclusive",
                "Matcher.GrpcCode=12 | GRPC code cannot be specified",
                "ProtocolVersion=SPDY | Protocol version 'SPDY'"
            })
    void refusesSettingsThatAwsRefuses(String parameter, String text) {
        assertThat(elb.error("CreateTargetGroup", group(parameter)))
                .startsWith("400 ValidationError")
                .contains(text);
    }

    @Test
    void matchersAreListsAndRanges() {
        assertThat(elb.ok("CreateTargetGroup", group("Matcher.HttpCode=200,301-302,404"))
                        .text("TargetGroups/member/Matcher/HttpCode"))
                .isEqualTo("200,301-302,404");
        for (String codes : List.of("2xx", "299-200", "200" + ",200".repeat(5000))) {
            assertThat(elb.error("CreateTargetGroup", group("Matcher.HttpCode=" + codes)))
                    .isEqualTo("400 InvalidParameterValue: HttpCode must be like 200 | 200-399 | 200,201 ...");
        }
    }

    @Test
    void modifyingChangesWhatIsGivenOnly() {
        String arn = elb.targetGroup("orders");
        Xml changed = elb.ok(
                        "ModifyTargetGroup",
                        "TargetGroupArn=" + arn,
                        "HealthCheckPath=/up?x",
                        "HealthCheckIntervalSeconds=10",
                        "HealthCheckPort=9000")
                .child("TargetGroups/member");
        assertThat(changed.text("HealthCheckPath")).isEqualTo("/up?x");
        assertThat(changed.text("HealthCheckPort")).isEqualTo("9000");
        assertThat(changed.text("HealthCheckIntervalSeconds")).isEqualTo("10");
        assertThat(changed.text("HealthCheckTimeoutSeconds")).isEqualTo("5");
        assertThat(elb.error("ModifyTargetGroup", "TargetGroupArn=" + arn, "HealthCheckTimeoutSeconds=10"))
                .contains("must be smaller than the interval '10'");
        assertThat(elb.error("ModifyTargetGroup", "TargetGroupArn=" + arn, "HealthCheckIntervalSeconds=5"))
                .endsWith("(HealthCheckTimeoutSeconds was not given and stays at '5'; it can be set)");
        elb.ok(
                "ModifyTargetGroup",
                "TargetGroupArn=" + arn,
                "HealthCheckIntervalSeconds=5",
                "HealthCheckTimeoutSeconds=4");
        assertThat(elb.error("ModifyTargetGroup", "TargetGroupArn=" + arn + "0"))
                .isEqualTo("400 TargetGroupNotFound: One or more target groups not found");
    }

    @Test
    void describesByNameByArnByLoadBalancerAndAll() {
        String one = elb.targetGroup("one");
        String two = elb.targetGroup("two");
        String loadBalancer = elb.loadBalancer("orders");
        elb.rule(elb.listener(loadBalancer, 80), 1, "/a", two);
        String path = "TargetGroups/member/TargetGroupArn";

        assertThat(elb.ok("DescribeTargetGroups").texts(path)).containsExactly(one, two);
        assertThat(elb.ok("DescribeTargetGroups", "Names.member.1=one").texts(path))
                .containsExactly(one);
        assertThat(elb.ok("DescribeTargetGroups", "TargetGroupArns.member.1=" + two)
                        .texts(path))
                .containsExactly(two);
        Xml used = elb.ok("DescribeTargetGroups", "LoadBalancerArn=" + loadBalancer);
        assertThat(used.texts(path)).containsExactly(two);
        assertThat(used.texts("TargetGroups/member/LoadBalancerArns/member")).containsExactly(loadBalancer);
        assertThat(elb.error("DescribeTargetGroups", "Names.member.1=three"))
                .isEqualTo("400 TargetGroupNotFound: One or more target groups not found");
        assertThat(elb.error("DescribeTargetGroups", "Names.member.1=one", "LoadBalancerArn=" + loadBalancer))
                .isEqualTo("400 ValidationError: Target group names, target group ARNs, and a load balancer ARN cannot"
                        + " be specified at the same time");
    }

    @ParameterizedTest
    @CsvSource({"HTTP,HTTP2", "HTTPS,HTTP1", "HTTPS,HTTP2", "HTTPS,GRPC"})
    void targetsMaySpeakTlsAndHttp2(String protocol, String version) {
        Xml group = elb.ok(
                        "CreateTargetGroup",
                        "Name=a",
                        "Protocol=" + protocol,
                        "Port=443",
                        "VpcId=vpc-1",
                        "ProtocolVersion=" + version)
                .child("TargetGroups/member");
        assertThat(group.text("Protocol")).isEqualTo(protocol);
        assertThat(group.text("ProtocolVersion")).isEqualTo(version);
    }

    @Test
    void groupsOfGrpcAreCheckedByCodesOfGrpc() {
        Xml group = elb.ok("CreateTargetGroup", group("ProtocolVersion=GRPC")).child("TargetGroups/member");
        assertThat(group.text("HealthCheckPath")).isEqualTo("/AWS.ALB/healthcheck");
        assertThat(group.text("Matcher/GrpcCode")).isEqualTo("12");
        String arn = group.text("TargetGroupArn");
        assertThat(elb.ok("ModifyTargetGroup", "TargetGroupArn=" + arn, "Matcher.GrpcCode=0-5,12")
                        .text("TargetGroups/member/Matcher/GrpcCode"))
                .isEqualTo("0-5,12");
        for (String codes : List.of("", "100", "a", "9-1")) {
            assertThat(elb.error("ModifyTargetGroup", "TargetGroupArn=" + arn, "Matcher.GrpcCode=" + codes))
                    .startsWith("400 ValidationError");
        }
        assertThat(elb.error("ModifyTargetGroup", "TargetGroupArn=" + arn, "Matcher.HttpCode=200"))
                .contains("HTTP code cannot be specified");
    }

    @Test
    void c8_aGroupInUseStays() {
        String arn = elb.targetGroup("orders");
        String rule = elb.rule(elb.listener(elb.loadBalancer("orders"), 80), 1, "/a", arn);
        assertThat(elb.error("DeleteTargetGroup", "TargetGroupArn=" + arn))
                .isEqualTo("400 ResourceInUse: The target group '" + arn
                        + "' is currently in use by a listener or a rule");
        elb.ok("DeleteRule", "RuleArn=" + rule);
        assertThat(elb.ok("DeleteTargetGroup", "TargetGroupArn=" + arn).members())
                .isEmpty();
        assertThat(elb.control.state().targetGroups()).isEmpty();
        elb.ok("DeleteTargetGroup", "TargetGroupArn=" + arn);
    }

    @Test
    void aMatcherNamesItsCodes() {
        assertThat(elb.error("CreateTargetGroup", group("Matcher.HttpCode=")))
                .isEqualTo("400 ValidationError: Health check matcher HTTP code cannot be empty");
        assertThat(elb.error("CreateTargetGroup", group("ProtocolVersion=GRPC", "Matcher.GrpcCode=")))
                .isEqualTo("400 ValidationError: Health check matcher GRPC code cannot be empty");
    }

    @Test
    void noMoreThanTwentyAreLookedUpAtATime() {
        String[] names = new String[21];
        for (int i = 0; i < names.length; i++) {
            names[i] = "Names.member." + (i + 1) + "=a" + i;
        }
        assertThat(elb.error("DescribeTargetGroups", names))
                .isEqualTo("400 ValidationError: You cannot describe more than '20' target groups at a time");
        assertThat(elb.error("DescribeLoadBalancers", names))
                .isEqualTo("400 ValidationError: You cannot describe more than '20' load balancers at a time");
    }
}
