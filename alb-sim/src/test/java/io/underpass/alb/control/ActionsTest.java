package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.alb.model.Action.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionsTest {

    private final Elb elb = new Elb();
    private String listener = "";

    @BeforeEach
    void create() {
        listener = elb.listener(elb.loadBalancer("orders"), 80);
    }

    /** The parameters of a rule; those given are relative to {@code Actions.member.}. */
    private String[] rule(String... actions) {
        List<String> parameters = new ArrayList<>(List.of(
                "ListenerArn=" + listener,
                "Priority=1",
                "Conditions.member.1.Field=path-pattern",
                "Conditions.member.1.Values.member.1=/a"));
        for (String action : actions) {
            parameters.add("Actions.member." + action);
        }
        return parameters.toArray(String[]::new);
    }

    private Xml accepted(String... actions) {
        return elb.ok("CreateRule", rule(actions)).child("Rules/member/Actions/member");
    }

    private String refused(String... actions) {
        return elb.error("CreateRule", rule(actions));
    }

    private String redirect(String... members) {
        return refused(redirectParameters(members));
    }

    private static String[] redirectParameters(String... members) {
        List<String> parameters = new ArrayList<>(List.of("1.Type=redirect", "1.RedirectConfig.StatusCode=HTTP_301"));
        for (String member : members) {
            parameters.add("1.RedirectConfig." + member);
        }
        return parameters.toArray(String[]::new);
    }

    @Test
    void forwardsToSeveralGroupsByWeight() {
        Xml action = accepted(
                "1.Type=forward",
                "1.Order=3",
                "1.ForwardConfig.TargetGroups.member.1.TargetGroupArn=" + elb.targetGroup("a"),
                "1.ForwardConfig.TargetGroups.member.1.Weight=999",
                "1.ForwardConfig.TargetGroups.member.2.TargetGroupArn=" + elb.targetGroup("b"),
                "1.ForwardConfig.TargetGroups.member.2.Weight=0",
                "1.ForwardConfig.TargetGroupStickinessConfig.Enabled=false",
                "1.ForwardConfig.TargetGroupStickinessConfig.DurationSeconds=3600");
        assertThat(action.members()).containsExactly("Type", "Order", "ForwardConfig");
        assertThat(action.texts("ForwardConfig/TargetGroups/member/Weight")).containsExactly("999", "0");
        assertThat(action.text("ForwardConfig/TargetGroupStickinessConfig/DurationSeconds"))
                .isEqualTo("3600");
    }

    @Test
    void aSingleGroupMayBeNamedTwice() {
        String arn = elb.targetGroup("a");
        Xml action = accepted(
                "1.Type=forward",
                "1.TargetGroupArn=" + arn,
                "1.ForwardConfig.TargetGroups.member.1.TargetGroupArn=" + arn,
                "1.ForwardConfig.TargetGroups.member.1.Weight=7");
        assertThat(action.text("TargetGroupArn")).isEqualTo(arn);
        assertThat(action.text("ForwardConfig/TargetGroups/member/Weight")).isEqualTo("7");
        assertThat(refused(
                        "1.Type=forward",
                        "1.TargetGroupArn=" + arn,
                        "1.ForwardConfig.TargetGroups.member.1.TargetGroupArn=" + elb.targetGroup("b")))
                .startsWith("400 ValidationError");
    }

    @Test
    void forwardingNeedsExistingGroups() {
        String missing = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/nope/0123456789abcdef";
        assertThat(refused("1.Type=forward", "1.TargetGroupArn=" + missing))
                .isEqualTo("400 TargetGroupNotFound: Target group '" + missing + "' not found");
        assertThat(refused("1.Type=forward", "1.TargetGroupArn=nope"))
                .isEqualTo("400 ValidationError: 'nope' is not a valid target group ARN");
        assertThat(refused("1.Type=forward")).startsWith("400 ValidationError: A target group must be specified");
    }

    @Test
    void forwardingHasLimits() {
        String[] six = new String[7];
        six[0] = "1.Type=forward";
        for (int i = 1; i <= 6; i++) {
            six[i] = "1.ForwardConfig.TargetGroups.member." + i + ".TargetGroupArn=" + elb.targetGroup("g" + i);
        }
        assertThat(refused(six))
                .isEqualTo("400 ValidationError: Up to '5' target groups can be specified, but '6' were specified");
        assertThat(refused("1.Type=forward", six[1], "1.ForwardConfig.TargetGroups.member.1.Weight=1000"))
                .isEqualTo(
                        "400 ValidationError: The weight for each target group must be between 0 and 999, inclusive");
        assertThat(refused(
                        "1.Type=forward",
                        six[1],
                        six[2],
                        "1.ForwardConfig.TargetGroupStickinessConfig.Enabled=true",
                        "1.ForwardConfig.TargetGroupStickinessConfig.DurationSeconds=604801"))
                .startsWith("400 ValidationError: Target group stickiness duration '604801'");
    }

    @Test
    void redirectsComeBackWithTheirDefaults() {
        Xml config = accepted(redirectParameters("Protocol=HTTPS", "Port=443")).child("RedirectConfig");
        assertThat(config.members()).containsExactly("Protocol", "Port", "Host", "Path", "Query", "StatusCode");
        assertThat(config.text("Protocol")).isEqualTo("HTTPS");
        assertThat(config.text("Port")).isEqualTo("443");
        assertThat(config.text("Host")).isEqualTo("#{host}");
        assertThat(config.text("Path")).isEqualTo("/#{path}");
        assertThat(config.text("Query")).isEqualTo("#{query}");
        assertThat(config.text("StatusCode")).isEqualTo("HTTP_301");
    }

    @Test
    void redirectsThatChangeNothingAreLoops() {
        String loop =
                "400 InvalidLoadBalancerAction: The redirect configuration is not valid because it creates a loop";
        assertThat(redirect()).isEqualTo(loop);
        assertThat(redirect("Protocol=HTTP", "Port=80")).isEqualTo(loop);
        assertThat(redirect("Query=a=b")).isEqualTo(loop);
        accepted(redirectParameters("Path=/b"));
    }

    @Test
    void aListenerThatMovesToWhereItRedirectsIsALoop() {
        elb.ok(
                "ModifyListener",
                "ListenerArn=" + listener,
                "DefaultActions.member.1.Type=redirect",
                "DefaultActions.member.1.RedirectConfig.StatusCode=HTTP_302",
                "DefaultActions.member.1.RedirectConfig.Port=8080");
        assertThat(elb.error("ModifyListener", "ListenerArn=" + listener, "Port=8080"))
                .startsWith("400 InvalidLoadBalancerAction")
                .endsWith("it creates a loop");
        elb.ok("ModifyListener", "ListenerArn=" + listener, "Port=8081");
    }

    @ParameterizedTest
    @CsvSource({
        "Host=#{port}.example.com,InvalidLoadBalancerAction",
        "Path=/#{query},InvalidLoadBalancerAction",
        "Path=/#{protocol},InvalidLoadBalancerAction",
        "Query=#{colour},InvalidLoadBalancerAction",
        "Query=?a=b,InvalidLoadBalancerAction",
        "Path=b,InvalidLoadBalancerAction",
        "Path=/#{path}/#{path},InvalidLoadBalancerAction",
        "Port=0,InvalidLoadBalancerAction",
        "Port=65536,InvalidLoadBalancerAction",
        "Port=#{host},InvalidLoadBalancerAction",
        "Protocol=FTP,ValidationError",
        "Protocol=#{host},ValidationError"
    })
    void redirectsAreRefused(String member, String code) {
        assertThat(redirect(member)).startsWith("400 " + code);
    }

    @Test
    void redirectsTakeKeywordsWhereTheyMayStand() {
        accepted(redirectParameters(
                "Host=new.#{host}",
                "Path=/#{host}/#{port}/#{path}",
                "Query=#{protocol}&#{host}&#{port}&#{path}&#{query}"));
    }

    @Test
    void a5_fromHttpsToHttpIsNoWay() {
        Redirect redirect = new Redirect(Optional.empty(), "HTTP", "80", "#{host}", "/#{path}", "#{query}", "HTTP_301");
        assertThatThrownBy(() -> RedirectActions.check(redirect, "HTTPS", 443))
                .hasMessageContaining("You cannot redirect HTTPS to HTTP");
        RedirectActions.check(redirect, "HTTP", 8080);
    }

    @Test
    void a8_fixedResponsesHaveNoRedirectingStatus() {
        assertThat(refused("1.Type=fixed-response", "1.FixedResponseConfig.StatusCode=302"))
                .startsWith("400 ValidationError")
                .contains("Value '302' at 'actions.1.member.fixedResponseConfig.statusCode'");
    }

    @Test
    void fixedResponsesComeBackAsGiven() {
        Xml config = accepted(
                        "1.Type=fixed-response",
                        "1.FixedResponseConfig.StatusCode=503",
                        "1.FixedResponseConfig.ContentType=text/plain",
                        "1.FixedResponseConfig.MessageBody=closed\n<today>")
                .child("FixedResponseConfig");
        assertThat(config.members()).containsExactly("MessageBody", "StatusCode", "ContentType");
        assertThat(config.text("MessageBody")).isEqualTo("closed\n<today>");
        assertThat(refused(
                        "1.Type=fixed-response",
                        "1.FixedResponseConfig.StatusCode=200",
                        "1.FixedResponseConfig.ContentType=image/png"))
                .isEqualTo("400 InvalidLoadBalancerAction: The ContentType must be one of:'text/html',"
                        + " 'application/json', 'application/javascript', 'text/css', 'text/plain'");
        assertThat(refused(
                        "1.Type=fixed-response",
                        "1.FixedResponseConfig.StatusCode=200",
                        "1.FixedResponseConfig.MessageBody=" + "a".repeat(1025)))
                .contains("less than or equal to 1024");
        assertThat(refused("1.Type=fixed-response"))
                .isEqualTo("400 InvalidLoadBalancerAction: For actions of type"
                        + " 'fixed-response', you must specify the following fields: 'FixedResponseConfig'");
    }

    @Test
    void a15_oneActionDecides() {
        assertThat(refused(
                        "1.Type=fixed-response",
                        "1.FixedResponseConfig.StatusCode=200",
                        "2.Type=fixed-response",
                        "2.FixedResponseConfig.StatusCode=404"))
                .startsWith("400 InvalidLoadBalancerAction");
        assertThat(refused("1.Type=fixed-response", "1.FixedResponseConfig.StatusCode=200", "1.TargetGroupArn=a"))
                .startsWith("400 ValidationError: 'TargetGroupArn' cannot be specified");
        assertThat(refused("1.Type=forward", "1.Order=0")).contains("'actions.1.member.order'");
    }
}
