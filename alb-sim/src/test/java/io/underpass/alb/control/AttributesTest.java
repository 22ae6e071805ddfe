package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributesTest {

    private final Elb elb = new Elb();
    private final String loadBalancer = elb.loadBalancer("orders");
    private final String listener = elb.listener(loadBalancer, 80);
    private final String group = elb.targetGroup("orders");

    private static Map<String, String> attributes(Xml answer) {
        Map<String, String> attributes = new LinkedHashMap<>();
        answer.all("Attributes/member")
                .forEach(attribute -> attributes.put(attribute.text("Key"), attribute.text("Value")));
        return attributes;
    }

    private static String[] change(String resource, String key, String value) {
        return new String[] {resource, "Attributes.member.1.Key=" + key, "Attributes.member.1.Value=" + value};
    }

    @Test
    void c13_aFreshLoadBalancerShowsAllDefaults() {
        Map<String, String> attributes =
                attributes(elb.ok("DescribeLoadBalancerAttributes", "LoadBalancerArn=" + loadBalancer));
        assertThat(attributes)
                .hasSize(23)
                .containsEntry("access_logs.s3.enabled", "false")
                .containsEntry("access_logs.s3.bucket", "")
                .containsEntry("deletion_protection.enabled", "false")
                .containsEntry("idle_timeout.timeout_seconds", "60")
                .containsEntry("client_keep_alive.seconds", "3600")
                .containsEntry("ipv6.deny_all_igw_traffic", "true")
                .containsEntry("load_balancing.cross_zone.enabled", "true")
                .containsEntry("routing.http.desync_mitigation_mode", "defensive")
                .containsEntry("routing.http.drop_invalid_header_fields.enabled", "false")
                .containsEntry("routing.http.preserve_host_header.enabled", "false")
                .containsEntry("routing.http.xff_client_port.enabled", "false")
                .containsEntry("routing.http.xff_header_processing.mode", "append")
                .containsEntry("routing.http2.enabled", "true");
    }

    @Test
    void aFreshTargetGroupShowsAllDefaults() {
        assertThat(attributes(elb.ok("DescribeTargetGroupAttributes", "TargetGroupArn=" + group)))
                .hasSize(14)
                .containsEntry("deregistration_delay.timeout_seconds", "300")
                .containsEntry("stickiness.enabled", "false")
                .containsEntry("load_balancing.algorithm.type", "round_robin")
                .containsEntry("slow_start.duration_seconds", "0")
                .containsEntry("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1");
    }

    @Test
    void aFreshListenerShowsAllDefaults() {
        assertThat(attributes(elb.ok("DescribeListenerAttributes", "ListenerArn=" + listener)))
                .hasSize(19)
                .containsEntry("routing.http.response.server.enabled", "true")
                .containsEntry("routing.http.response.strict_transport_security.header_value", "")
                .containsEntry("routing.http.request.x_amzn_tls_version.header_name", "X-Amzn-Tls-Version");
    }

    @ParameterizedTest
    @CsvSource({
        "idle_timeout.timeout_seconds,4000",
        "client_keep_alive.seconds,60",
        "routing.http.xff_header_processing.mode,remove",
        "routing.http.xff_client_port.enabled,true",
        "routing.http.preserve_host_header.enabled,true",
        "routing.http.drop_invalid_header_fields.enabled,true"
    })
    void loadBalancersTakeAndKeepAttributes(String key, String value) {
        Xml answer = elb.ok("ModifyLoadBalancerAttributes", change("LoadBalancerArn=" + loadBalancer, key, value));
        assertThat(attributes(answer)).hasSize(23).containsEntry(key, value);
        assertThat(attributes(elb.ok("DescribeLoadBalancerAttributes", "LoadBalancerArn=" + loadBalancer)))
                .containsEntry(key, value);
        assertThat(elb.control.state().loadBalancers().get(loadBalancer).attributes())
                .containsExactly(Map.entry(key, value));
    }

    @Test
    void listenersAndGroupsTakeAndKeepAttributes() {
        elb.ok(
                "ModifyListenerAttributes",
                change("ListenerArn=" + listener, "routing.http.response.x_frame_options.header_value", "DENY"));
        assertThat(elb.control.state().listeners().get(listener).attributes())
                .containsExactly(Map.entry("routing.http.response.x_frame_options.header_value", "DENY"));
        elb.ok(
                "ModifyTargetGroupAttributes",
                change(
                        "TargetGroupArn=" + group,
                        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
                        "50"));
        assertThat(attributes(elb.ok("DescribeTargetGroupAttributes", "TargetGroupArn=" + group)))
                .containsEntry("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "50");
    }

    @ParameterizedTest
    @CsvSource({"waf.fail_open.enabled,true", "zonal_shift.config.enabled,true"})
    void loadBalancersRefuseUnemulatedValuesByNameButTakeTheDefault(String key, String value) {
        assertThat(elb.error("ModifyLoadBalancerAttributes", change("LoadBalancerArn=" + loadBalancer, key, value)))
                .startsWith("501 NotImplementedException")
                .contains(key)
                .contains("'" + value + "'");
        String usual = attributes(elb.ok("DescribeLoadBalancerAttributes", "LoadBalancerArn=" + loadBalancer))
                .get(key);
        elb.ok("ModifyLoadBalancerAttributes", change("LoadBalancerArn=" + loadBalancer, key, usual));
    }

    @ParameterizedTest
    @CsvSource({
        "load_balancing.algorithm.type,fastest,must be one of",
        "load_balancing.algorithm.anomaly_mitigation,yes,must be one of",
        "load_balancing.algorithm.anomaly_mitigation,on,cannot be used together",
        "load_balancing.cross_zone.enabled,off,must be one of",
        "slow_start.duration_seconds,29,between",
        "target_group_health.dns_failover.minimum_healthy_targets.count,0,inclusive",
        "target_group_health.dns_failover.minimum_healthy_targets.percentage,101,inclusive"
    })
    void targetGroupsRefuseWhatAwsRefuses(String key, String value, String problem) {
        assertThat(elb.error("ModifyTargetGroupAttributes", change("TargetGroupArn=" + group, key, value)))
                .startsWith("400 ")
                .contains(key, problem);
    }

    @Test
    void slowStartAndOtherAlgorithmsExcludeEachOther() {
        elb.ok("ModifyTargetGroupAttributes", change("TargetGroupArn=" + group, "slow_start.duration_seconds", "30"));
        for (String algorithm : List.of("least_outstanding_requests", "weighted_random")) {
            assertThat(elb.error(
                            "ModifyTargetGroupAttributes",
                            change("TargetGroupArn=" + group, "load_balancing.algorithm.type", algorithm)))
                    .startsWith("400 InvalidConfigurationRequest")
                    .contains("slow_start.duration_seconds", algorithm);
        }
        elb.ok("ModifyTargetGroupAttributes", change("TargetGroupArn=" + group, "slow_start.duration_seconds", "0"));
        elb.ok(
                "ModifyTargetGroupAttributes",
                change("TargetGroupArn=" + group, "load_balancing.algorithm.type", "least_outstanding_requests"));
    }

    @ParameterizedTest
    @CsvSource({
        "idle_timeout.timeout_seconds,0,between '1-4000' inclusive",
        "idle_timeout.timeout_seconds,soon,between '1-4000' inclusive",
        "client_keep_alive.seconds,59,between '60-604800' inclusive",
        "deletion_protection.enabled,yes,'must be one of ''[true, false]'''",
        "access_logs.s3.enabled,yes,'must be one of ''[true, false]'''",
        "routing.http.desync_mitigation_mode,lax,'must be one of ''[monitor, defensive, strictest]'''",
        "routing.http.xff_header_processing.mode,drop,'must be one of ''[append, preserve, remove]'''"
    })
    void valuesAreChecked(String key, String value, String problem) {
        assertThat(elb.error("ModifyLoadBalancerAttributes", change("LoadBalancerArn=" + loadBalancer, key, value)))
                .startsWith("400 ValidationError: '" + key + "' value '" + value + "' must be ")
                .contains(problem);
    }

    @Test
    void theDeregistrationDelayHasAwsText() {
        assertThat(elb.error(
                        "ModifyTargetGroupAttributes",
                        change("TargetGroupArn=" + group, "deregistration_delay.timeout_seconds", "3601")))
                .isEqualTo("400 ValidationError: 'deregistration_delay.timeout_seconds' value '3601' must be between"
                        + " '0-3600' inclusive");
    }

    @Test
    void changesAreAllOrNothingAndUnknownKeysAreRefused() {
        assertThat(elb.error(
                        "ModifyLoadBalancerAttributes",
                        "LoadBalancerArn=" + loadBalancer,
                        "Attributes.member.1.Key=idle_timeout.timeout_seconds",
                        "Attributes.member.1.Value=10",
                        "Attributes.member.2.Key=dns_record.client_routing_policy",
                        "Attributes.member.2.Value=any_availability_zone"))
                .isEqualTo("400 InvalidConfigurationRequest: Key dns_record.client_routing_policy not valid");
    }

    @Test
    void listenersRefuseHeaderValuesThatNoHeaderCarries() {
        assertThat(elb.error(
                        "ModifyListenerAttributes",
                        change(
                                "ListenerArn=" + listener,
                                "routing.http.response.content_security_policy.header_value",
                                "a\r\nX: b")))
                .startsWith("400 ValidationError");
    }

    @Test
    void unknownResourcesAreMissed() {
        assertThat(elb.error("DescribeLoadBalancerAttributes", "LoadBalancerArn=" + loadBalancer + "0"))
                .startsWith("400 LoadBalancerNotFound");
        assertThat(elb.error("DescribeListenerAttributes", "ListenerArn=" + listener + "0"))
                .startsWith("400 ListenerNotFound");
        assertThat(elb.error("DescribeTargetGroupAttributes", "TargetGroupArn=" + group + "0"))
                .startsWith("400 TargetGroupNotFound");
    }

    private String logs(String key, String value) {
        return elb.error("ModifyLoadBalancerAttributes", change("LoadBalancerArn=" + loadBalancer, key, value));
    }

    private void keep(String key, String value) {
        elb.ok("ModifyLoadBalancerAttributes", change("LoadBalancerArn=" + loadBalancer, key, value));
    }

    @Test
    void crossZoneLoadBalancingIsAlwaysOn() {
        assertThat(elb.error(
                        "ModifyLoadBalancerAttributes",
                        "LoadBalancerArn=" + loadBalancer,
                        "Attributes.member.1.Key=load_balancing.cross_zone.enabled",
                        "Attributes.member.1.Value=false"))
                .startsWith("400 InvalidConfigurationRequest");
        elb.ok(
                "ModifyLoadBalancerAttributes",
                "LoadBalancerArn=" + loadBalancer,
                "Attributes.member.1.Key=load_balancing.cross_zone.enabled",
                "Attributes.member.1.Value=true");
    }

    @Test
    void aLogNeedsABucket() {
        assertThat(logs("access_logs.s3.enabled", "true"))
                .isEqualTo("400 ValidationError: The value of 'access_logs.s3.bucket' cannot be empty");
        keep("connection_logs.s3.bucket", "logs");
        keep("connection_logs.s3.prefix", "shop/live");
        keep("connection_logs.s3.enabled", "true");
        assertThat(logs("connection_logs.s3.bucket", "")).contains("connection_logs.s3.bucket");
    }

    @Test
    void prefixesOfLogsLeaveAwsPartToAws() {
        assertThat(logs("health_check_logs.s3.prefix", "a/AWSLogs")).contains("AWSLogs");
        assertThat(logs("health_check_logs.s3.prefix", "/a")).startsWith("400 ValidationError");
    }
}
