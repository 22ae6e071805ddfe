package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransformsTest {

    private static final String[] URL = {
        "1.Type=url-rewrite",
        "1.UrlRewriteConfig.Rewrites.member.1.Regex=^/a/(.*)$",
        "1.UrlRewriteConfig.Rewrites.member.1.Replace=/$1"
    };

    private final Elb elb = new Elb();
    private String listener = "";
    private String group = "";

    @BeforeEach
    void create() {
        listener = elb.listener(elb.loadBalancer("orders"), 80);
        group = elb.targetGroup("orders");
    }

    /** The parameters of a rule; those given are relative to {@code Transforms.member.}. */
    private String[] rule(String... transforms) {
        List<String> parameters = new ArrayList<>(List.of(
                "ListenerArn=" + listener,
                "Priority=1",
                "Conditions.member.1.Field=path-pattern",
                "Conditions.member.1.Values.member.1=/a/*",
                "Actions.member.1.Type=forward",
                "Actions.member.1.TargetGroupArn=" + group));
        for (String transform : transforms) {
            parameters.add("Transforms.member." + transform);
        }
        return parameters.toArray(String[]::new);
    }

    private String refused(String... transforms) {
        return elb.error("CreateRule", rule(transforms));
    }

    private String transformed() {
        return elb.ok("CreateRule", rule(URL)).text("Rules/member/RuleArn");
    }

    private Xml described(String arn) {
        return elb.ok("DescribeRules", "RuleArns.member.1=" + arn).child("Rules/member");
    }

    @Test
    void transformsComeBackAsGiven() {
        Xml created = elb.ok(
                        "CreateRule",
                        rule(
                                URL[0],
                                URL[1],
                                URL[2],
                                "2.Type=host-header-rewrite",
                                "2.HostHeaderRewriteConfig.Rewrites.member.1.Regex=.*",
                                "2.HostHeaderRewriteConfig.Rewrites.member.1.Replace=inner.example.com"))
                .child("Rules/member");
        List<Xml> transforms = created.child("Transforms").all("member");
        assertThat(transforms.get(0).text("UrlRewriteConfig/Rewrites/member/Regex"))
                .isEqualTo("^/a/(.*)$");
        assertThat(transforms.get(0).text("UrlRewriteConfig/Rewrites/member/Replace"))
                .isEqualTo("/$1");
        assertThat(transforms.get(1).text("Type")).isEqualTo("host-header-rewrite");
        assertThat(transforms.get(1).text("HostHeaderRewriteConfig/Rewrites/member/Replace"))
                .isEqualTo("inner.example.com");
        assertThat(described(created.text("RuleArn")).texts("Transforms/member/Type"))
                .containsExactly("url-rewrite", "host-header-rewrite");
    }

    @Test
    void aRuleHasOneTransformOfATypeWithOneRewrite() {
        assertThat(refused(
                        URL[0],
                        URL[1],
                        URL[2],
                        URL[0].replace('1', '2'),
                        "2.UrlRewriteConfig.Rewrites.member.1.Regex=a",
                        "2.UrlRewriteConfig.Rewrites.member.1.Replace=b"))
                .isEqualTo("400 ValidationError: A rule can only have one transform of type 'url-rewrite'");
        assertThat(refused("1.Type=url-rewrite")).contains("Exactly one rewrite");
        assertThat(refused(
                        URL[0],
                        URL[1],
                        URL[2],
                        "1.UrlRewriteConfig.Rewrites.member.2.Regex=a",
                        "1.UrlRewriteConfig.Rewrites.member.2.Replace=b"))
                .contains("Exactly one rewrite");
        assertThat(refused(
                        "1.Type=host-header-rewrite",
                        "1.UrlRewriteConfig.Rewrites.member.1.Regex=a",
                        "1.UrlRewriteConfig.Rewrites.member.1.Replace=b"))
                .contains("'UrlRewriteConfig' cannot be specified");
        assertThat(refused("1.Type=method-rewrite")).contains("[host-header-rewrite, url-rewrite]");
    }

    @Test
    void rewritesAreChecked() {
        assertThat(refused(URL[0], "1.UrlRewriteConfig.Rewrites.member.1.Regex=(?!a)", URL[2]))
                .contains("is not a valid regular expression");
        assertThat(refused(URL[0], URL[1])).contains("replace").startsWith("400 ValidationError");
        assertThat(refused(URL[0], "1.UrlRewriteConfig.Rewrites.member.1.Regex=" + "a".repeat(1025), URL[2]))
                .contains("less than or equal to 1024");
        assertThat(refused(URL[0], URL[1], "1.UrlRewriteConfig.Rewrites.member.1.Replace=" + "a".repeat(1025)))
                .contains("less than or equal to 1024");
    }

    @Test
    void theyStayUntilTheyAreReplacedOrReset() {
        String arn = transformed();
        elb.ok(
                "ModifyRule",
                "RuleArn=" + arn,
                "Conditions.member.1.Field=path-pattern",
                "Conditions.member.1.Values.member.1=/b/*");
        elb.ok("SetRulePriorities", "RulePriorities.member.1.RuleArn=" + arn, "RulePriorities.member.1.Priority=7");
        assertThat(described(arn).texts("Transforms/member/Type")).containsExactly("url-rewrite");
        elb.ok(
                "ModifyRule",
                "RuleArn=" + arn,
                "Transforms.member.1.Type=host-header-rewrite",
                "Transforms.member.1.HostHeaderRewriteConfig.Rewrites.member.1.Regex=a",
                "Transforms.member.1.HostHeaderRewriteConfig.Rewrites.member.1.Replace=b");
        assertThat(described(arn).texts("Transforms/member/Type")).containsExactly("host-header-rewrite");
        elb.ok("ModifyRule", "RuleArn=" + arn, "ResetTransforms=true");
        assertThat(described(arn).members()).doesNotContain("Transforms");
    }

    @Test
    void a22SettingAndResettingAtOnceIsRefused() {
        String arn = transformed();
        assertThat(elb.error(
                        "ModifyRule", "RuleArn=" + arn, "ResetTransforms=true", "Transforms.member.1.Type=url-rewrite"))
                .startsWith("400 ValidationError");
    }

    @Test
    void theDefaultRuleHasNone() {
        String arn = elb.control.state().listeners().get(listener).defaultRuleArn();
        assertThat(elb.error(
                        "ModifyRule",
                        "RuleArn=" + arn,
                        "Transforms." + "member." + URL[0],
                        "Transforms.member." + URL[1],
                        "Transforms.member." + URL[2]))
                .startsWith("400 OperationNotPermitted");
    }
}
