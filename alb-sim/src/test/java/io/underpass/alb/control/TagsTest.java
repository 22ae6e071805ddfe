package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TagsTest {

    private final Elb elb = new Elb();
    private final String loadBalancer = elb.loadBalancer("orders");
    private final String listener = elb.listener(loadBalancer, 80);
    private final String group = elb.targetGroup("orders");
    private final String rule = elb.rule(listener, 1, "/a", group);

    private String tags(String arn) {
        Xml description = elb.ok("DescribeTags", "ResourceArns.member.1=" + arn).child("TagDescriptions/member");
        assertThat(description.text("ResourceArn")).isEqualTo(arn);
        return description.child("Tags").toString();
    }

    @Test
    void everyTypeOfResourceBearsTags() {
        String defaultRule = elb.control.state().listeners().get(listener).defaultRuleArn();
        for (String arn : new String[] {loadBalancer, listener, rule, defaultRule, group}) {
            assertThat(tags(arn)).isEqualTo("Tags=");
            elb.ok(
                    "AddTags",
                    "ResourceArns.member.1=" + arn,
                    "Tags.member.1.Key=team",
                    "Tags.member.1.Value=blue",
                    "Tags.member.2.Key=flag");
            assertThat(tags(arn)).isEqualTo("Tags[member[Key=flag, Value=], member[Key=team, Value=blue]]");
            elb.ok("RemoveTags", "ResourceArns.member.1=" + arn, "TagKeys.member.1=flag", "TagKeys.member.2=other");
            assertThat(tags(arn)).isEqualTo("Tags[member[Key=team, Value=blue]]");
        }
    }

    @Test
    void tagsAreGivenAtCreation() {
        String arn = elb.ok(
                        "CreateTargetGroup",
                        "Name=tagged",
                        "Protocol=HTTP",
                        "Port=80",
                        "VpcId=vpc-1",
                        "Tags.member.1.Key=team",
                        "Tags.member.1.Value=blue")
                .text("TargetGroups/member/TargetGroupArn");
        assertThat(tags(arn)).isEqualTo("Tags[member[Key=team, Value=blue]]");
    }

    @Test
    void tagsSurviveOtherChanges() {
        elb.ok("AddTags", "ResourceArns.member.1=" + listener, "Tags.member.1.Key=a");
        elb.ok("ModifyListener", "ListenerArn=" + listener, "Port=81");
        assertThat(tags(listener)).contains("Key=a");
    }

    @Test
    void severalResourcesAreTaggedAllOrNone() {
        assertThat(elb.error(
                        "AddTags",
                        "ResourceArns.member.1=" + group,
                        "ResourceArns.member.2=" + rule + "0",
                        "Tags.member.1.Key=a"))
                .startsWith("400 RuleNotFound");
        assertThat(tags(group)).isEqualTo("Tags=");
        elb.ok("AddTags", "ResourceArns.member.1=" + group, "ResourceArns.member.2=" + rule, "Tags.member.1.Key=a");
        assertThat(elb.ok("DescribeTags", "ResourceArns.member.1=" + group, "ResourceArns.member.2=" + rule)
                        .texts("TagDescriptions/member/Tags/member/Key"))
                .containsExactly("a", "a");
    }

    @Test
    void eachTypeIsMissedWithItsOwnError() {
        String tag = "Tags.member.1.Key=a";
        String arns = "ResourceArns.member.1=";
        assertThat(elb.error("AddTags", arns + loadBalancer + "0", tag)).startsWith("400 LoadBalancerNotFound");
        assertThat(elb.error("AddTags", arns + listener + "0", tag)).startsWith("400 ListenerNotFound");
        assertThat(elb.error("AddTags", arns + group + "0", tag)).startsWith("400 TargetGroupNotFound");
        String store = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:truststore/a/0123456789abcdef";
        assertThat(elb.error("AddTags", arns + store, tag)).startsWith("400 TrustStoreNotFound");
        assertThat(elb.error("AddTags", arns + "nope", tag)).startsWith("400 ValidationError");
    }

    @Test
    void tagsAreChecked() {
        String arn = "ResourceArns.member.1=" + group;
        assertThat(elb.error("AddTags", arn, "Tags.member.1.Key=a", "Tags.member.2.Key=a"))
                .isEqualTo("400 DuplicateTagKeys: Tag key was specified more than once: a");
        assertThat(elb.error("AddTags", arn, "Tags.member.1.Key=aws:a")).startsWith("400 ValidationError");
        assertThat(elb.error("AddTags", arn, "Tags.member.1.Key=a;b"))
                .contains("'tags.1.member.key' failed to satisfy constraint");
        assertThat(elb.error("AddTags", arn, "Tags.member.1.Value=a")).contains("Value null at 'tags.1.member.key'");
        String[] many = new String[52];
        many[0] = arn;
        for (int i = 1; i <= 51; i++) {
            many[i] = "Tags.member." + i + ".Key=k" + i;
        }
        assertThat(elb.error("AddTags", many)).startsWith("400 TooManyTags");
    }
}
