package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Pem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuotasTest {

    private static final String CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/1";

    /** Three targets a load balancer, two of them the same, one listener that verifies clients; else as AWS. */
    private final Elb elb = Elb.withLimits(ElbV2Settings.Limits.AWS
            .with(Quota.TARGETS_PER_LOAD_BALANCER, 3)
            .with(Quota.TARGETS_PER_NETWORK_LOAD_BALANCER, 2)
            .with(Quota.REGISTRATIONS_PER_TARGET, 2)
            .with(Quota.VERIFYING_LISTENERS, 1));

    private final String loadBalancer = elb.loadBalancer("orders");

    private void register(String group, String... ids) {
        elb.ok("RegisterTargets", targets(group, ids));
    }

    private static String[] targets(String group, String... ids) {
        return Stream.concat(
                        Stream.of("TargetGroupArn=" + group),
                        IntStream.range(0, ids.length)
                                .mapToObj(i -> List.of(
                                        "Targets.member." + (i + 1) + ".Id=" + ids[i],
                                        "Targets.member." + (i + 1) + ".Port=" + (9000 + i)))
                                .flatMap(List::stream))
                .toArray(String[]::new);
    }

    private static String[] forward(String listener, int priority, String group) {
        return new String[] {
            "ListenerArn=" + listener,
            "Priority=" + priority,
            "Conditions.member.1.Field=path-pattern",
            "Conditions.member.1.Values.member.1=/" + priority,
            "Actions.member.1.Type=forward",
            "Actions.member.1.TargetGroupArn=" + group
        };
    }

    @Test
    void theTargetsOfAllGroupsOfALoadBalancerCount() {
        String listener = elb.listener(loadBalancer, 80);
        String one = elb.targetGroup("one");
        String two = elb.targetGroup("two");
        register(one, "10.0.0.1", "10.0.0.2");
        register(two, "10.0.0.3", "10.0.0.4");
        elb.ok("CreateRule", forward(listener, 1, one));
        assertThat(elb.error("CreateRule", forward(listener, 2, two))).startsWith("400 TooManyTargets: ");
        elb.ok(
                "ModifyTargetGroupAttributes",
                "TargetGroupArn=" + two,
                "Attributes.member.1.Key=deregistration_delay.timeout_seconds",
                "Attributes.member.1.Value=0");
        elb.ok(
                "DeregisterTargets",
                "TargetGroupArn=" + two,
                "Targets.member.1.Id=10.0.0.4",
                "Targets.member.1.Port=9001");
        elb.ok("CreateRule", forward(listener, 2, two));
        assertThat(elb.error("RegisterTargets", targets(two, "10.0.0.5"))).startsWith("400 TooManyTargets: ");
        register(elb.targetGroup("unused"), "10.0.0.5");
    }

    @Test
    void theRegistrationsOfOneTargetCount() {
        String listener = elb.listener(loadBalancer, 80);
        String one = elb.targetGroup("one");
        elb.ok("CreateRule", forward(listener, 1, one));
        register(one, "10.0.0.1", "10.0.0.1");
        assertThat(elb.error("RegisterTargets", targets(one, "10.0.0.1", "10.0.0.1", "10.0.0.1")))
                .startsWith("400 TooManyRegistrationsForTargetId: ");
    }

    @Test
    void listenersThatVerifyClientsCount() throws Exception {
        elb.files.put(
                "bundles/ca.pem",
                Pem.of(List.of(TestTls.create().authority().certificate())).getBytes(StandardCharsets.US_ASCII));
        String store = elb.ok(
                        "CreateTrustStore",
                        "Name=clients",
                        "CaCertificatesBundleS3Bucket=bundles",
                        "CaCertificatesBundleS3Key=ca.pem")
                .text("TrustStores/member/TrustStoreArn");
        elb.ok("CreateListener", verifying(443, store));
        assertThat(elb.error("CreateListener", verifying(444, store))).startsWith("400 TooManyListeners: ");
        String[] passing = verifying(444, store);
        passing[4] = "MutualAuthentication.Mode=passthrough";
        passing[5] = "SslPolicy=ELBSecurityPolicy-2016-08";
        String other = elb.ok("CreateListener", passing).text("Listeners/member/ListenerArn");
        assertThat(elb.error(
                        "ModifyListener",
                        "ListenerArn=" + other,
                        "MutualAuthentication.Mode=verify",
                        "MutualAuthentication.TrustStoreArn=" + store))
                .startsWith("400 TooManyListeners: ");
    }

    private String[] verifying(int port, String store) {
        return new String[] {
            "LoadBalancerArn=" + loadBalancer,
            "Protocol=HTTPS",
            "Port=" + port,
            "Certificates.member.1.CertificateArn=" + CERTIFICATE,
            "MutualAuthentication.Mode=verify",
            "MutualAuthentication.TrustStoreArn=" + store,
            "DefaultActions.member.1.Type=fixed-response",
            "DefaultActions.member.1.FixedResponseConfig.StatusCode=200"
        };
    }

    @Test
    void groupsOfGrpcNeedAListenerWithTls() {
        String listener = elb.listener(loadBalancer, 80);
        String group = elb.ok(
                        "CreateTargetGroup",
                        "Name=grpc",
                        "Protocol=HTTP",
                        "Port=80",
                        "VpcId=vpc-1",
                        "ProtocolVersion=GRPC")
                .text("TargetGroups/member/TargetGroupArn");
        String refusal = "400 InvalidLoadBalancerAction: Listener protocol 'HTTP' is not supported with a target group"
                + " with the protocol-version 'GRPC'";
        assertThat(elb.error("CreateRule", forward(listener, 1, group))).isEqualTo(refusal);
        String secure = elb.ok(
                        "CreateListener",
                        "LoadBalancerArn=" + loadBalancer,
                        "Protocol=HTTPS",
                        "Port=443",
                        "Certificates.member.1.CertificateArn=" + CERTIFICATE,
                        "DefaultActions.member.1.Type=fixed-response",
                        "DefaultActions.member.1.FixedResponseConfig.StatusCode=200")
                .text("Listeners/member/ListenerArn");
        elb.ok("CreateRule", forward(secure, 1, group));
        assertThat(elb.error("ModifyListener", "ListenerArn=" + secure, "Protocol=HTTP"))
                .isEqualTo(refusal);
    }

    @Test
    void anAttributeIsGivenOnceInACall() {
        String key = "idle_timeout.timeout_seconds";
        assertThat(elb.error(
                        "ModifyLoadBalancerAttributes",
                        "LoadBalancerArn=" + loadBalancer,
                        "Attributes.member.1.Key=" + key,
                        "Attributes.member.1.Value=5",
                        "Attributes.member.2.Key=" + key,
                        "Attributes.member.2.Value=6"))
                .isEqualTo("400 ValidationError: Attribute key '" + key + "' has been specified more than once");
    }

    @Test
    void someHeadersHaveFewValues() {
        String listener = elb.listener(loadBalancer, 80);
        for (String wrong : List.of(
                "x_frame_options=ALLOWALL", "x_content_type_options=sniff", "access_control_allow_credentials=false")) {
            String[] pair = wrong.split("=");
            assertThat(elb.error(
                            "ModifyListenerAttributes",
                            "ListenerArn=" + listener,
                            "Attributes.member.1.Key=routing.http.response." + pair[0] + ".header_value",
                            "Attributes.member.1.Value=" + pair[1]))
                    .startsWith("400 ValidationError: ");
        }
    }
}
