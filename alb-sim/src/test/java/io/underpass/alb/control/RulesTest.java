package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RulesTest {

    private final Elb elb = new Elb();
    private String listener = "";
    private String group = "";

    @BeforeEach
    void create() {
        listener = elb.listener(elb.loadBalancer("orders"), 80);
        group = elb.targetGroup("orders");
    }

    private String[] rule(int priority) {
        return new String[] {
            "ListenerArn=" + listener,
            "Priority=" + priority,
            "Conditions.member.1.Field=path-pattern",
            "Conditions.member.1.Values.member.1=/img/*",
            "Actions.member.1.Type=forward",
            "Actions.member.1.TargetGroupArn=" + group
        };
    }

    @Test
    void createsARule() {
        Xml created = elb.ok("CreateRule", rule(10)).child("Rules/member");
        assertThat(created.members()).containsExactly("RuleArn", "Priority", "Conditions", "Actions", "IsDefault");
        assertThat(created.text("RuleArn"))
                .matches(listener.replace(":listener/", ":listener-rule/") + "/[0-9a-f]{16}");
        assertThat(created.text("Priority")).isEqualTo("10");
        assertThat(created.text("IsDefault")).isEqualTo("false");
        assertThat(created.text("Conditions/member/Values/member")).isEqualTo("/img/*");
        assertThat(created.text("Conditions/member/PathPatternConfig/Values/member"))
                .isEqualTo("/img/*");
    }

    @Test
    void r28_aPriorityIsUsedOnce() {
        elb.ok("CreateRule", rule(10));
        assertThat(elb.error("CreateRule", rule(10))).isEqualTo("400 PriorityInUse: Priority '10' is currently in use");
        assertThat(elb.error("CreateRule", rule(50001)))
                .contains("Value '50001' at 'priority' failed to satisfy constraint: Member must have value less than"
                        + " or equal to 50000");
    }

    @Test
    void anUnknownTypeOfActionIsRefusedInAwsWords() {
        String[] parameters = rule(1);
        parameters[4] = "Actions.member.1.Type=teleport";
        assertThat(elb.error("CreateRule", parameters))
                .isEqualTo("400 ValidationError: 1 validation error detected: Value 'teleport' at"
                        + " 'actions.1.member.type' failed to satisfy constraint: Member must satisfy enum value set:"
                        + " [forward, authenticate-oidc, authenticate-cognito, redirect, fixed-response,"
                        + " jwt-validation]");
    }

    @Test
    void c11_rulesAreDescribedInTheirOrderAndTheDefaultRuleComesLast() {
        for (int priority : new int[] {100, 9, 50000}) {
            elb.ok("CreateRule", rule(priority));
        }
        Xml rules = elb.ok("DescribeRules", "ListenerArn=" + listener);
        assertThat(rules.texts("Rules/member/Priority")).containsExactly("9", "100", "50000", "default");
        assertThat(rules.texts("Rules/member/IsDefault")).containsExactly("false", "false", "false", "true");

        Xml page = elb.ok("DescribeRules", "ListenerArn=" + listener, "PageSize=3");
        assertThat(elb.ok("DescribeRules", "ListenerArn=" + listener, "Marker=" + page.text("NextMarker"))
                        .texts("Rules/member/Priority"))
                .containsExactly("default");
    }

    @Test
    void rulesAreDescribedByArnTheDefaultRuleToo() {
        String arn = elb.rule(listener, 1, "/a", group);
        String defaultArn = elb.control.state().listeners().get(listener).defaultRuleArn();
        assertThat(elb.ok("DescribeRules", "RuleArns.member.1=" + defaultArn, "RuleArns.member.2=" + arn)
                        .texts("Rules/member/RuleArn"))
                .containsExactly(arn, defaultArn);
        assertThat(elb.error("DescribeRules", "RuleArns.member.1=" + arn + "0"))
                .isEqualTo("400 RuleNotFound: One or more rules not found");
        assertThat(elb.error("DescribeRules"))
                .isEqualTo("400 ValidationError: You must specify either listener rule ARNs or a listener ARN");
        assertThat(elb.error("DescribeRules", "ListenerArn=" + listener, "RuleArns.member.1=" + arn))
                .isEqualTo("400 ValidationError: Listener rule ARNs and a listener ARN cannot be specified at the same"
                        + " time");
        assertThat(elb.error("DescribeRules", "ListenerArn=" + listener + "0")).startsWith("400 ListenerNotFound");
    }

    @Test
    void modifyingReplacesWhatIsGivenAndKeepsTheRest() {
        String arn = elb.rule(listener, 1, "/a", group);
        Xml changed = elb.ok(
                        "ModifyRule",
                        "RuleArn=" + arn,
                        "Conditions.member.1.Field=host-header",
                        "Conditions.member.1.HostHeaderConfig.Values.member.1=*.example.com")
                .child("Rules/member");
        assertThat(changed.texts("Conditions/member/Field")).containsExactly("host-header");
        assertThat(changed.text("Actions/member/TargetGroupArn")).isEqualTo(group);
        assertThat(changed.text("Priority")).isEqualTo("1");
        assertThat(elb.error("ModifyRule", "RuleArn=" + arn))
                .isEqualTo("400 ValidationError: Either conditions or actions must be specified");
    }

    @Test
    void theDefaultRuleStays() {
        String arn = elb.control.state().listeners().get(listener).defaultRuleArn();
        assertThat(elb.error("DeleteRule", "RuleArn=" + arn)).startsWith("400 OperationNotPermitted");
        assertThat(elb.error("SetRulePriorities", priority(1, arn, 5))).startsWith("400 OperationNotPermitted");
        assertThat(elb.error("SetRulePriorities", "RulePriorities=")).startsWith("400 ValidationError");
        assertThat(elb.error(
                        "ModifyRule",
                        "RuleArn=" + arn,
                        "Actions.member.1.Type=forward",
                        "Actions.member.1.TargetGroupArn=" + group))
                .startsWith("400 OperationNotPermitted");
    }

    @Test
    void deletesARule() {
        String arn = elb.rule(listener, 1, "/a", group);
        assertThat(elb.ok("DeleteRule", "RuleArn=" + arn).members()).isEmpty();
        assertThat(elb.error("DeleteRule", "RuleArn=" + arn)).startsWith("400 RuleNotFound");
    }

    private static String[] priority(int n, String arn, int priority) {
        String member = "RulePriorities.member." + n;
        return new String[] {member + ".RuleArn=" + arn, member + ".Priority=" + priority};
    }

    @Test
    void rulesSwapTheirPrioritiesInOneCall() {
        String a = elb.rule(listener, 1, "/a", group);
        String b = elb.rule(listener, 2, "/b", group);
        Xml swapped = elb.ok(
                "SetRulePriorities",
                "RulePriorities.member.1.RuleArn=" + a,
                "RulePriorities.member.1.Priority=2",
                "RulePriorities.member.2.RuleArn=" + b,
                "RulePriorities.member.2.Priority=1");
        assertThat(swapped.texts("Rules/member/Priority")).containsExactly("2", "1");
        assertThat(elb.ok("DescribeRules", "ListenerArn=" + listener).texts("Rules/member/RuleArn"))
                .startsWith(b, a);
        assertThat(inOrder()).containsExactly("1 " + b, "2 " + a);
    }

    @Test
    void aPriorityIsFreeOnceItsRuleHasMovedOrIsGone() {
        String a = elb.rule(listener, 1, "/a", group);
        String b = elb.rule(listener, 2, "/b", group);
        elb.ok(
                "SetRulePriorities",
                "RulePriorities.member.1.RuleArn=" + a,
                "RulePriorities.member.1.Priority=2",
                "RulePriorities.member.2.RuleArn=" + b,
                "RulePriorities.member.2.Priority=3");
        String c = elb.rule(listener, 1, "/c", group);
        assertThat(inOrder()).containsExactly("1 " + c, "2 " + a, "3 " + b);
        elb.ok("DeleteRule", "RuleArn=" + a);
        String d = elb.rule(listener, 2, "/d", group);
        assertThat(inOrder()).containsExactly("1 " + c, "2 " + d, "3 " + b);
        elb.ok("DeleteListener", "ListenerArn=" + listener);
        assertThat(elb.control.state().rulesInOrder()).isEmpty();
    }

    private List<String> inOrder() {
        return elb.control.state().rulesInOrder(listener).entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().ruleArn())
                .toList();
    }

    @Test
    void prioritiesAreSetAllOrNone() {
        String a = elb.rule(listener, 1, "/a", group);
        String b = elb.rule(listener, 2, "/b", group);
        elb.rule(listener, 3, "/c", group);
        assertThat(elb.error(
                        "SetRulePriorities",
                        "RulePriorities.member.1.RuleArn=" + a,
                        "RulePriorities.member.1.Priority=7",
                        "RulePriorities.member.2.RuleArn=" + b,
                        "RulePriorities.member.2.Priority=3"))
                .isEqualTo("400 PriorityInUse: Priority '3' is currently in use");
        assertThat(elb.error(
                        "SetRulePriorities",
                        "RulePriorities.member.1.RuleArn=" + a,
                        "RulePriorities.member.1.Priority=7",
                        "RulePriorities.member.2.RuleArn=" + b,
                        "RulePriorities.member.2.Priority=7"))
                .isEqualTo("400 ValidationError: Priority '7' was provided multiple times");
        assertThat(elb.error("SetRulePriorities", priority(1, a + "0", 9))).startsWith("400 RuleNotFound");
    }

    @Test
    void aLoadBalancerHasAHundredRules() {
        for (int i = 1; i <= 100; i++) {
            elb.rule(listener, i, "/" + i, group);
        }
        assertThat(elb.error("CreateRule", rule(101))).startsWith("400 TooManyRules");
    }
}
