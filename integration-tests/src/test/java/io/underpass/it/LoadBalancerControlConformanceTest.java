package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.TestClient;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The control API of load balancers, as its wire shows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadBalancerControlConformanceTest {

    private static final String[] SUBNETS = {"Subnets.1=subnet-0a1b2c3d", "Subnets.2=subnet-4e5f6a7b"};
    private static final String UNKNOWN = "arn:aws:elasticloadbalancing:us-east-1:000000000000:";

    private final RunningEmulator emulator =
            new RunningEmulator(settings -> settings.provisioningTime(Duration.ofSeconds(30)));
    private final ElbCalls elb = new ElbCalls(emulator.endpoint());

    @AfterAll
    void stop() {
        emulator.close();
    }

    private static String[] with(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private String balancer(String name, String... more) {
        return elb.call("CreateLoadBalancer", with(with(SUBNETS, "Name=" + name), more));
    }

    private String arn(String name) {
        return ElbCalls.value(balancer(name), "LoadBalancerArn");
    }

    private String listener(String loadBalancerArn, int port, String body) {
        return ElbCalls.value(elb.call("CreateListener", fixed(loadBalancerArn, port, body)), "ListenerArn");
    }

    private static String[] fixed(String loadBalancerArn, int port, String body) {
        return new String[] {
            "LoadBalancerArn=" + loadBalancerArn,
            "Protocol=HTTP",
            "Port=" + port,
            "DefaultActions.1.Type=fixed-response",
            "DefaultActions.1.FixedResponseConfig.StatusCode=200",
            "DefaultActions.1.FixedResponseConfig.MessageBody=" + body
        };
    }

    private String rule(String listenerArn, int priority) {
        return ElbCalls.value(
                elb.call(
                        "CreateRule",
                        "ListenerArn=" + listenerArn,
                        "Priority=" + priority,
                        "Conditions.1.Field=path-pattern",
                        "Conditions.1.Values.1=/" + priority,
                        "Actions.1.Type=fixed-response",
                        "Actions.1.FixedResponseConfig.StatusCode=200"),
                "RuleArn");
    }

    private static String[] group(String name, String... more) {
        return with(more, "Name=" + name, "Protocol=HTTP", "Port=80", "VpcId=vpc-0a1b2c3d");
    }

    @Test
    @Conformance("ALB-C1")
    @DisplayName("ALB-C1 A new internal load balancer is being provisioned, and has names of AWS's forms")
    void aNewLoadBalancer() {
        String made = balancer("made", "Scheme=internal");
        assertThat(ElbCalls.value(made, "Code")).isEqualTo("provisioning");
        assertThat(ElbCalls.value(made, "DNSName")).matches("internal-made-\\d+\\.us-east-1\\.elb\\.amazonaws\\.com");
        assertThat(ElbCalls.value(made, "LoadBalancerArn")).matches(UNKNOWN + "loadbalancer/app/made/[0-9a-f]{16}");
        assertThat(ElbCalls.value(made, "CreatedTime")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(ElbCalls.value(made, "Scheme")).isEqualTo("internal");
        assertThat(ElbCalls.value(made, "Type")).isEqualTo("application");
        assertThat(ElbCalls.value(made, "IpAddressType")).isEqualTo("ipv4");
        assertThat(ElbCalls.value(made, "CanonicalHostedZoneId")).isEqualTo("Z35SXDOTRQ7X7K");
        assertThat(ElbCalls.values(made, "ZoneName")).doesNotHaveDuplicates().hasSize(2);
        String open = balancer("open");
        assertThat(ElbCalls.value(open, "Scheme")).isEqualTo("internet-facing");
        assertThat(ElbCalls.value(open, "DNSName")).matches("open-\\d+\\.us-east-1\\.elb\\.amazonaws\\.com");
    }

    @Test
    @Conformance("ALB-C2")
    @DisplayName("ALB-C2 What is created twice alike is the same, and what is not alike is refused")
    void createdTwice() {
        String one = ElbCalls.value(balancer("twice", "Scheme=internal"), "LoadBalancerArn");
        assertThat(ElbCalls.value(balancer("twice", "Scheme=internal"), "LoadBalancerArn"))
                .isEqualTo(one);
        assertThat(elb.refusal("CreateLoadBalancer", with(SUBNETS, "Name=twice")))
                .isEqualTo("400 DuplicateLoadBalancerName: A load balancer with the same name 'twice' exists, but with"
                        + " different settings");
        assertThat(elb.refusal("CreateLoadBalancer", "Name=twice", "Subnets.1=subnet-0a1b2c3d", "Type=network"))
                .startsWith("400 DuplicateLoadBalancerName: ");
        String made = elb.call("CreateTargetGroup", group("twice"));
        assertThat(ElbCalls.value(elb.call("CreateTargetGroup", group("twice")), "TargetGroupArn"))
                .isEqualTo(ElbCalls.value(made, "TargetGroupArn"));
        assertThat(elb.refusal("CreateTargetGroup", group("twice", "HealthCheckPath=/other")))
                .isEqualTo("400 DuplicateTargetGroupName: A target group with the same name 'twice' exists, but with"
                        + " different settings");
        assertThat(listener(one, 80, "a")).isEqualTo(listener(one, 80, "a"));
        assertThat(elb.refusal("CreateListener", fixed(one, 80, "b")))
                .isEqualTo("400 DuplicateListener: A listener already exists on this port for this load balancer '"
                        + one + "'");
    }

    @Test
    @Conformance("ALB-C3")
    @DisplayName("ALB-C3 A load balancer stands in two zones at least, with one subnet in each")
    void zones() {
        String atLeastTwo =
                "400 ValidationError: At least two subnets in two different Availability Zones must be specified";
        assertThat(elb.refusal("CreateLoadBalancer", "Name=zones", "Subnets.1=subnet-0a1b2c3d"))
                .isEqualTo(atLeastTwo);
        assertThat(elb.refusal("CreateLoadBalancer", "Name=zones")).isEqualTo(atLeastTwo);
        String sameZone = "400 InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in"
                + " the same Availability Zone";
        String vpc = ec2("CreateVpc", "CidrBlock=10.1.0.0/16", "vpcId");
        List<String> subnets = new ArrayList<>();
        for (String zone : List.of("a", "a", "b")) {
            subnets.add(ec2(
                    "CreateSubnet",
                    "VpcId=" + vpc + "&CidrBlock=10.1." + subnets.size() + ".0/24&AvailabilityZone=us-east-1" + zone,
                    "subnetId"));
        }
        String name = "Name=zones";
        assertThat(elb.refusal(
                        "CreateLoadBalancer", name, "Subnets.1=" + subnets.get(0), "Subnets.2=" + subnets.get(1)))
                .isEqualTo(sameZone);
        assertThat(elb.refusal(
                        "CreateLoadBalancer",
                        name,
                        "SubnetMappings.1.SubnetId=" + subnets.get(0),
                        "SubnetMappings.2.SubnetId=" + subnets.get(1)))
                .isEqualTo(sameZone);
        String made =
                elb.call("CreateLoadBalancer", name, "Subnets.1=" + subnets.get(0), "Subnets.2=" + subnets.get(2));
        assertThat(ElbCalls.value(made, "VpcId")).isEqualTo(vpc);
        assertThat(elb.refusal(
                        "SetSubnets",
                        "LoadBalancerArn=" + ElbCalls.value(made, "LoadBalancerArn"),
                        "Subnets.1=" + subnets.get(1)))
                .isEqualTo(atLeastTwo);
    }

    private String ec2(String action, String parameters, String element) {
        TestClient.Response answer = TestClient.request(
                new InetSocketAddress("127.0.0.1", emulator.endpoint().getPort()),
                "POST",
                "/",
                "Action=" + action + "&Version=2016-11-15&" + parameters,
                "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ec2/aws4_request,"
                        + " SignedHeaders=host, Signature=0",
                "Content-Type: application/x-www-form-urlencoded");
        return ElbCalls.value(answer.bodyText(), element);
    }

    @Test
    @Conformance("ALB-C4")
    @DisplayName("ALB-C4 Names have up to 32 letters, digits and hyphens, these within, and are not internal-")
    void names() {
        for (String name : List.of("a".repeat(33), "-a", "a-", "internal-a", "a_b", "a b", "a.b", "")) {
            assertThat(elb.refusal("CreateLoadBalancer", with(SUBNETS, "Name=" + name)))
                    .as(name)
                    .startsWith("400 ValidationError: ");
            if (!name.startsWith("internal")) {
                assertThat(elb.refusal("CreateTargetGroup", group(name)))
                        .as(name)
                        .startsWith("400 ValidationError: ");
            }
        }
        assertThat(elb.refusal("CreateTargetGroup", group("a".repeat(33))))
                .isEqualTo("400 ValidationError: Target group name '" + "a".repeat(33)
                        + "' cannot be longer than '32' characters");
        balancer("a".repeat(32));
    }

    @Test
    @Conformance("ALB-C5")
    @DisplayName("ALB-C5 What is asked for and not there is an error of its own")
    void notFound() {
        assertThat(elb.refusal("DescribeLoadBalancers", "Names.1=nope"))
                .isEqualTo("400 LoadBalancerNotFound: Load balancers '[nope]' not found");
        String one = UNKNOWN + "loadbalancer/app/nope/0123456789abcdef";
        String listener = UNKNOWN + "listener/app/nope/0123456789abcdef/0123456789abcdef";
        String group = UNKNOWN + "targetgroup/nope/0123456789abcdef";
        String rule = listener.replace(":listener/", ":listener-rule/") + "/0123456789abcdef";
        Map<String, List<String>> calls = new LinkedHashMap<>();
        calls.put(
                "LoadBalancerNotFound",
                List.of(
                        "DescribeLoadBalancers LoadBalancerArns.1=" + one,
                        "DescribeListeners LoadBalancerArn=" + one,
                        "DescribeLoadBalancerAttributes LoadBalancerArn=" + one,
                        "DescribeTargetGroups LoadBalancerArn=" + one,
                        "DescribeTags ResourceArns.1=" + one,
                        "SetIpAddressType IpAddressType=ipv4 LoadBalancerArn=" + one,
                        "SetSecurityGroups SecurityGroups.1=sg-1 LoadBalancerArn=" + one,
                        "DescribeCapacityReservation LoadBalancerArn=" + one,
                        "ModifyIpPools LoadBalancerArn=" + one));
        calls.put(
                "ListenerNotFound",
                List.of(
                        "DescribeListeners ListenerArns.1=" + listener,
                        "DescribeRules ListenerArn=" + listener,
                        "DescribeListenerAttributes ListenerArn=" + listener,
                        "DescribeListenerCertificates ListenerArn=" + listener,
                        "ModifyListener Port=81 ListenerArn=" + listener,
                        "DeleteListener ListenerArn=" + listener,
                        "DescribeTags ResourceArns.1=" + listener));
        calls.put(
                "RuleNotFound",
                List.of(
                        "DescribeRules RuleArns.1=" + rule,
                        "DeleteRule RuleArn=" + rule,
                        "ModifyRule ResetTransforms=true RuleArn=" + rule,
                        "SetRulePriorities RulePriorities.1.Priority=1 RulePriorities.1.RuleArn=" + rule,
                        "DescribeTags ResourceArns.1=" + rule));
        calls.put(
                "TargetGroupNotFound",
                List.of(
                        "DescribeTargetGroups Names.1=nope",
                        "DescribeTargetGroups TargetGroupArns.1=" + group,
                        "DescribeTargetGroupAttributes TargetGroupArn=" + group,
                        "DescribeTargetHealth TargetGroupArn=" + group,
                        "ModifyTargetGroup HealthCheckPath=/a TargetGroupArn=" + group,
                        "RegisterTargets Targets.1.Id=127.0.0.1 TargetGroupArn=" + group,
                        "DeregisterTargets Targets.1.Id=127.0.0.1 TargetGroupArn=" + group,
                        "DescribeTags ResourceArns.1=" + group));
        String store = UNKNOWN + "truststore/nope/0123456789abcdef";
        calls.put(
                "TrustStoreNotFound",
                List.of(
                        "DescribeTrustStores Names.1=nope",
                        "DescribeTrustStores TrustStoreArns.1=" + store,
                        "DeleteTrustStore TrustStoreArn=" + store,
                        "DescribeTrustStoreRevocations TrustStoreArn=" + store,
                        "DescribeTrustStoreAssociations TrustStoreArn=" + store,
                        "DescribeTags ResourceArns.1=" + store));
        calls.put("SSLPolicyNotFound", List.of("DescribeSSLPolicies Names.1=nope"));
        calls.forEach((code, all) -> all.forEach(call -> {
            String[] words = call.split(" ");
            assertThat(elb.refusal(words[0], Stream.of(words).skip(1).toArray(String[]::new)))
                    .as(call)
                    .startsWith("400 " + code + ": ");
        }));
    }

    @Test
    @Conformance("ALB-C6")
    @DisplayName("ALB-C6 Deleting what is not there succeeds, with an empty result")
    void deletedTwice() {
        for (int i = 0; i < 2; i++) {
            assertThat(elb.call("DeleteLoadBalancer", "LoadBalancerArn=" + arn("deleted")))
                    .matches("(?s).*<DeleteLoadBalancerResult ?/>.*<RequestId>.+</RequestId>.*");
        }
        elb.call("DeleteLoadBalancer", "LoadBalancerArn=" + UNKNOWN + "loadbalancer/app/nope/0123456789abcdef");
        String group = ElbCalls.value(elb.call("CreateTargetGroup", group("deleted")), "TargetGroupArn");
        elb.call("DeregisterTargets", "TargetGroupArn=" + group, "Targets.1.Id=i-0123456789abcdef0");
        elb.call("DeleteTargetGroup", "TargetGroupArn=" + group);
        assertThat(elb.call("DeleteTargetGroup", "TargetGroupArn=" + group))
                .containsPattern("<DeleteTargetGroupResult ?/>");
    }

    @Test
    @Conformance("ALB-C8")
    @DisplayName("ALB-C8 What is in use is not deleted, nor what is protected")
    void inUse() {
        String one = arn("used");
        String group = ElbCalls.value(elb.call("CreateTargetGroup", group("used")), "TargetGroupArn");
        String listener = ElbCalls.value(
                elb.call(
                        "CreateListener",
                        "LoadBalancerArn=" + one,
                        "Protocol=HTTP",
                        "Port=80",
                        "DefaultActions.1.Type=forward",
                        "DefaultActions.1.TargetGroupArn=" + group),
                "ListenerArn");
        String inUse =
                "400 ResourceInUse: The target group '" + group + "' is currently in use by a listener or a rule";
        assertThat(elb.refusal("DeleteTargetGroup", "TargetGroupArn=" + group)).isEqualTo(inUse);
        elb.call(
                "ModifyListener",
                "ListenerArn=" + listener,
                "DefaultActions.1.Type=fixed-response",
                "DefaultActions.1.FixedResponseConfig.StatusCode=200");
        String rule = ElbCalls.value(
                elb.call(
                        "CreateRule",
                        "ListenerArn=" + listener,
                        "Priority=1",
                        "Conditions.1.Field=path-pattern",
                        "Conditions.1.Values.1=/a",
                        "Actions.1.Type=forward",
                        "Actions.1.TargetGroupArn=" + group),
                "RuleArn");
        assertThat(elb.refusal("DeleteTargetGroup", "TargetGroupArn=" + group)).isEqualTo(inUse);
        assertThat(elb.refusal(
                        "CreateListener",
                        "LoadBalancerArn=" + arn("user"),
                        "Protocol=HTTP",
                        "Port=80",
                        "DefaultActions.1.Type=forward",
                        "DefaultActions.1.TargetGroupArn=" + group))
                .isEqualTo("400 TargetGroupAssociationLimit: The following target groups cannot be associated with more"
                        + " than one load balancer: " + group);
        elb.call("DeleteRule", "RuleArn=" + rule);
        elb.call("DeleteTargetGroup", "TargetGroupArn=" + group);
        String protection = "Attributes.1.Key=deletion_protection.enabled";
        elb.call("ModifyLoadBalancerAttributes", "LoadBalancerArn=" + one, protection, "Attributes.1.Value=true");
        assertThat(elb.refusal("DeleteLoadBalancer", "LoadBalancerArn=" + one))
                .startsWith("400 OperationNotPermitted: ");
        elb.call("ModifyLoadBalancerAttributes", "LoadBalancerArn=" + one, protection, "Attributes.1.Value=false");
        elb.call("DeleteLoadBalancer", "LoadBalancerArn=" + one);
        assertThat(elb.refusal("DescribeListeners", "ListenerArns.1=" + listener))
                .startsWith("400 ListenerNotFound: ");
    }

    @Test
    @Conformance("ALB-C11")
    @DisplayName("ALB-C11 The default rule is described last, and can neither go nor move nor change")
    void theDefaultRule() {
        String listener = listener(arn("ruled"), 80, "a");
        String second = rule(listener, 20);
        String first = rule(listener, 3);
        String rules = elb.call("DescribeRules", "ListenerArn=" + listener);
        assertThat(ElbCalls.values(rules, "Priority")).containsExactly("3", "20", "default");
        assertThat(ElbCalls.values(rules, "IsDefault")).containsExactly("false", "false", "true");
        String byDefault = ElbCalls.values(rules, "RuleArn").get(2);
        assertThat(byDefault).startsWith(listener.replace(":listener/", ":listener-rule/") + "/");
        assertThat(elb.refusal("DeleteRule", "RuleArn=" + byDefault)).startsWith("400 OperationNotPermitted: ");
        assertThat(elb.refusal(
                        "SetRulePriorities", "RulePriorities.1.RuleArn=" + byDefault, "RulePriorities.1.Priority=1"))
                .startsWith("400 OperationNotPermitted: ");
        assertThat(elb.refusal(
                        "ModifyRule",
                        "RuleArn=" + byDefault,
                        "Conditions.1.Field=path-pattern",
                        "Conditions.1.Values.1=/a"))
                .startsWith("400 OperationNotPermitted: ");
        String swapped = elb.call(
                "SetRulePriorities",
                "RulePriorities.1.RuleArn=" + first,
                "RulePriorities.1.Priority=20",
                "RulePriorities.2.RuleArn=" + second,
                "RulePriorities.2.Priority=3");
        assertThat(ElbCalls.values(swapped, "Priority")).containsExactlyInAnyOrder("3", "20");
        String page = elb.call("DescribeRules", "ListenerArn=" + listener, "PageSize=2");
        assertThat(ElbCalls.values(page, "RuleArn")).containsExactly(second, first);
        String last = elb.call(
                "DescribeRules",
                "ListenerArn=" + listener,
                "PageSize=2",
                "Marker=" + ElbCalls.value(page, "NextMarker"));
        assertThat(ElbCalls.values(last, "RuleArn")).containsExactly(byDefault);
        assertThat(ElbCalls.values(last, "NextMarker")).isEmpty();
        for (String size : List.of("0", "401", "x")) {
            assertThat(elb.refusal("DescribeRules", "ListenerArn=" + listener, "PageSize=" + size))
                    .startsWith("400 ValidationError: ");
        }
    }

    @Test
    @Conformance("ALB-C13")
    @DisplayName("ALB-C13 A fresh load balancer has all attributes, with their defaults")
    void attributes() {
        String one = ElbCalls.value(balancer("fresh", "Scheme=internal"), "LoadBalancerArn");
        String described = elb.call("DescribeLoadBalancerAttributes", "LoadBalancerArn=" + one);
        Map<String, String> attributes = new LinkedHashMap<>();
        Pattern.compile("<Key>([^<]*)</Key>(?:<Value>([^<]*)</Value>|<Value ?/>)")
                .matcher(described)
                .results()
                .forEach(found -> attributes.put(
                        found.group(1), Optional.ofNullable(found.group(2)).orElse("")));
        Map<String, String> expected = new LinkedHashMap<>();
        for (String log : List.of("access_logs", "connection_logs", "health_check_logs")) {
            expected.put(log + ".s3.enabled", "false");
            expected.put(log + ".s3.bucket", "");
            expected.put(log + ".s3.prefix", "");
        }
        for (String off : List.of(
                "deletion_protection.enabled",
                "routing.http.drop_invalid_header_fields.enabled",
                "routing.http.preserve_host_header.enabled",
                "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
                "routing.http.xff_client_port.enabled",
                "waf.fail_open.enabled",
                "zonal_shift.config.enabled")) {
            expected.put(off, "false");
        }
        for (String on :
                List.of("ipv6.deny_all_igw_traffic", "load_balancing.cross_zone.enabled", "routing.http2.enabled")) {
            expected.put(on, "true");
        }
        expected.put("idle_timeout.timeout_seconds", "60");
        expected.put("client_keep_alive.seconds", "3600");
        expected.put("routing.http.desync_mitigation_mode", "defensive");
        expected.put("routing.http.xff_header_processing.mode", "append");
        assertThat(attributes).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(elb.refusal(
                        "ModifyLoadBalancerAttributes",
                        "LoadBalancerArn=" + one,
                        "Attributes.1.Key=no.such.key",
                        "Attributes.1.Value=1"))
                .isEqualTo("400 InvalidConfigurationRequest: Key no.such.key not valid");
        for (String wrong : List.of(
                "idle_timeout.timeout_seconds=0",
                "idle_timeout.timeout_seconds=4001",
                "routing.http2.enabled=yes",
                "routing.http.desync_mitigation_mode=off",
                "routing.http.xff_header_processing.mode=Append",
                "deletion_protection.enabled=")) {
            String[] pair = wrong.split("=", 2);
            assertThat(elb.refusal(
                            "ModifyLoadBalancerAttributes",
                            "LoadBalancerArn=" + one,
                            "Attributes.1.Key=" + pair[0],
                            "Attributes.1.Value=" + pair[1]))
                    .as(wrong)
                    .startsWith("400 ValidationError: ");
        }
    }

    @Test
    @Conformance("ALB-C15")
    @DisplayName("ALB-C15 Of a listener that is modified stays what is not named")
    void modifiedListeners() {
        String listener = listener(arn("modified"), 80, "kept");
        String modified = elb.call("ModifyListener", "ListenerArn=" + listener, "Port=81");
        assertThat(ElbCalls.value(modified, "Port")).isEqualTo("81");
        assertThat(ElbCalls.value(modified, "Protocol")).isEqualTo("HTTP");
        assertThat(ElbCalls.values(modified, "MessageBody")).containsExactly("kept");
        assertThat(elb.call("DescribeListeners", "ListenerArns.1=" + listener))
                .contains("<Port>81</Port>", "<MessageBody>kept</MessageBody>");
        for (String port : List.of("0", "65536", "http")) {
            assertThat(elb.refusal("ModifyListener", "ListenerArn=" + listener, "Port=" + port))
                    .startsWith("400 ValidationError: ");
        }
        assertThat(elb.refusal("ModifyListener", "ListenerArn=" + listener, "Protocol=TCP"))
                .isEqualTo("400 ValidationError: Listener protocol 'TCP' must be one of 'HTTP, HTTPS'");
        assertThat(elb.refusal("ModifyListener", "ListenerArn=" + listener, "Protocol=HTTPS"))
                .startsWith("400 ValidationError: ");
    }

    @Test
    @Conformance("ALB-C17")
    @DisplayName("ALB-C17 An action that there is not is an error in XML")
    void unknownActions() {
        TestClient.Response answer = elb.answer("DescribeEverything");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).contains("text/xml");
        assertThat(answer.bodyText())
                .startsWith("<ErrorResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\"><Error>"
                        + "<Type>Sender</Type><Code>InvalidAction</Code><Message>")
                .containsPattern("</Message></Error><RequestId>[^<]+</RequestId></ErrorResponse>$");
        assertThat(elb.refusal("")).startsWith("400 MissingAction: ");
        assertThat(elb.refusal("CreateLoadBalancer")).startsWith("400 ValidationError: ");
        assertThat(elb.refusal("DescribeLoadBalancers", "Colour=red")).startsWith("400 ");
    }
}
