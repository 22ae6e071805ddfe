package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StickinessRulesTest {

    private static final String STICKINESS = "Actions.member.1.ForwardConfig.TargetGroupStickinessConfig.";

    private final Elb elb = new Elb();
    private final String listener = elb.listener(elb.loadBalancer("orders"), 80);
    private final String a = elb.targetGroup("a");
    private final String b = elb.targetGroup("b");

    private static String[] attributes(String group, String... keysAndValues) {
        List<String> parameters = new ArrayList<>(List.of("TargetGroupArn=" + group));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            String member = "Attributes.member." + (i / 2 + 1);
            parameters.add(member + ".Key=" + keysAndValues[i]);
            parameters.add(member + ".Value=" + keysAndValues[i + 1]);
        }
        return parameters.toArray(String[]::new);
    }

    private String[] rule(String... more) {
        List<String> parameters = new ArrayList<>(List.of(
                "ListenerArn=" + listener,
                "Priority=1",
                "Conditions.member.1.Field=path-pattern",
                "Conditions.member.1.Values.member.1=/a",
                "Actions.member.1.Type=forward",
                "Actions.member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn=" + a));
        parameters.addAll(List.of(more));
        return parameters.toArray(String[]::new);
    }

    private String secondGroup() {
        return "Actions.member.1.ForwardConfig.TargetGroups.member.2.TargetGroupArn=" + b;
    }

    @Test
    void a14SeveralGroupsOneOfThemStickyNeedTargetGroupStickiness() {
        elb.ok("ModifyTargetGroupAttributes", attributes(a, "stickiness.enabled", "true"));
        assertThat(elb.error("CreateRule", rule(secondGroup())))
                .startsWith("400 InvalidConfigurationRequest: Target group stickiness must be enabled")
                .contains(a);
        assertThat(elb.error("CreateRule", rule(secondGroup(), STICKINESS + "Enabled=false")))
                .startsWith("400 InvalidConfigurationRequest");
        Xml created = elb.ok(
                "CreateRule", rule(secondGroup(), STICKINESS + "Enabled=true", STICKINESS + "DurationSeconds=60"));
        Xml shown = created.child("Rules/member/Actions/member/ForwardConfig/TargetGroupStickinessConfig");
        assertThat(shown.text("Enabled")).isEqualTo("true");
        assertThat(shown.text("DurationSeconds")).isEqualTo("60");
    }

    @Test
    void oneStickyGroupAloneNeedsNone() {
        elb.ok("ModifyTargetGroupAttributes", attributes(a, "stickiness.enabled", "true"));
        elb.ok("CreateRule", rule());
    }

    @Test
    void aGroupOfSeveralCannotBecomeStickyAfterwards() {
        elb.ok("CreateRule", rule(secondGroup()));
        assertThat(elb.error("ModifyTargetGroupAttributes", attributes(b, "stickiness.enabled", "true")))
                .startsWith("400 InvalidConfigurationRequest: Target group stickiness must be enabled")
                .contains(b);
        elb.ok("ModifyTargetGroupAttributes", attributes(b, "stickiness.lb_cookie.duration_seconds", "60"));
    }

    @Test
    void applicationCookiesDoNotGoWithWeights() {
        elb.ok(
                "ModifyTargetGroupAttributes",
                attributes(
                        a,
                        "stickiness.enabled",
                        "true",
                        "stickiness.type",
                        "app_cookie",
                        "stickiness.app_cookie.cookie_name",
                        "SID"));
        assertThat(elb.error(
                        "CreateRule",
                        rule(secondGroup(), STICKINESS + "Enabled=true", STICKINESS + "DurationSeconds=60")))
                .startsWith("400 InvalidConfigurationRequest")
                .contains("app_cookie");
    }

    @Test
    void stickinessByApplicationNeedsACookiesName() {
        assertThat(elb.error(
                        "ModifyTargetGroupAttributes",
                        attributes(a, "stickiness.enabled", "true", "stickiness.type", "app_cookie")))
                .startsWith("400 InvalidConfigurationRequest: You must set an application cookie name");
        elb.ok("ModifyTargetGroupAttributes", attributes(a, "stickiness.type", "app_cookie"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWSALB", "AWSALBAPP", "AWSALBTG", "AWSALBX", "awsalb", "a b", "a;b", "a=b", "ä"})
    void reservedAndImpossibleCookieNamesAreRefused(String name) {
        assertThat(elb.error("ModifyTargetGroupAttributes", attributes(a, "stickiness.app_cookie.cookie_name", name)))
                .startsWith("400 ValidationError: 'stickiness.app_cookie.cookie_name' value '" + name + "' must ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stickiness.lb_cookie.duration_seconds", "stickiness.app_cookie.duration_seconds"})
    void durationsHaveLimits(String key) {
        elb.ok("ModifyTargetGroupAttributes", attributes(a, key, "1"));
        elb.ok("ModifyTargetGroupAttributes", attributes(a, key, "604800"));
        assertThat(elb.error("ModifyTargetGroupAttributes", attributes(a, key, "0")))
                .startsWith("400 ValidationError");
        assertThat(elb.error("ModifyTargetGroupAttributes", attributes(a, key, "604801")))
                .startsWith("400 ValidationError");
    }

    @Test
    void enablingTargetGroupStickinessNeedsADuration() {
        assertThat(elb.error("CreateRule", rule(secondGroup(), STICKINESS + "Enabled=true")))
                .startsWith("400 ValidationError: A duration must be specified");
    }
}
