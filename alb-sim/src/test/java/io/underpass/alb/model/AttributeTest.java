package io.underpass.alb.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.ListenerAttributes.InsertedHeader;
import io.underpass.alb.model.LoadBalancerAttributes.XForwardedFor;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AttributeTest {

    @Test
    void defaultsAreReadWhereNothingWasSet() {
        assertThat(LoadBalancerAttributes.DELETION_PROTECTION.in(Map.of())).isFalse();
        assertThat(LoadBalancerAttributes.IDLE_TIMEOUT.in(Map.of())).isEqualTo(Duration.ofMinutes(1));
        assertThat(LoadBalancerAttributes.XFF_HEADER_PROCESSING_MODE.in(Map.of()))
                .isEqualTo(XForwardedFor.APPEND);
        assertThat(TargetGroupAttributes.DEREGISTRATION_DELAY.in(Map.of())).isEqualTo(Duration.ofMinutes(5));
        assertThat(TargetGroupAttributes.ROUTING_COUNT.in(Map.of())).isEqualTo(1);
        assertThat(TargetGroupAttributes.ROUTING_PERCENTAGE.in(Map.of())).isEmpty();
        assertThat(ListenerAttributes.SERVER.in(Map.of())).isTrue();
    }

    @Test
    void whatWasSetIsReadByAwsKey() {
        assertThat(LoadBalancerAttributes.XFF_HEADER_PROCESSING_MODE.in(
                        Map.of("routing.http.xff_header_processing.mode", "preserve")))
                .isEqualTo(XForwardedFor.PRESERVE);
        assertThat(TargetGroupAttributes.ROUTING_PERCENTAGE.in(
                        Map.of("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "75")))
                .hasValue(75);
    }

    @Test
    void insertedHeadersHaveAwsKeys() {
        assertThat(ListenerAttributes.INSERTED_HEADERS.stream()
                        .map(InsertedHeader::value)
                        .map(Attribute::key))
                .containsExactly(
                        "routing.http.response.strict_transport_security.header_value",
                        "routing.http.response.access_control_allow_origin.header_value",
                        "routing.http.response.access_control_allow_methods.header_value",
                        "routing.http.response.access_control_allow_headers.header_value",
                        "routing.http.response.access_control_allow_credentials.header_value",
                        "routing.http.response.access_control_expose_headers.header_value",
                        "routing.http.response.access_control_max_age.header_value",
                        "routing.http.response.content_security_policy.header_value",
                        "routing.http.response.x_content_type_options.header_value",
                        "routing.http.response.x_frame_options.header_value");
    }
}
