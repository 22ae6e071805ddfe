package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.AuthenticationSession;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.RuleTransform;
import io.underpass.aws.state.UnreadableState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class AlbReferencesTest {

    private static void check(String regex, String rewritten) {
        Rule plain = AlbFixtures.rule(
                80, 1, AlbFixtures.answer("x"), new RuleCondition.PathPattern(List.of(), List.of("^/a", regex)));
        Rule rule = new Rule(
                plain.ruleArn(),
                plain.listenerArn(),
                1,
                plain.conditions(),
                plain.actions(),
                List.of(new RuleTransform(RuleTransform.URL_REWRITE, rewritten, "/")),
                plain.tags());
        AlbState state = AlbState.EMPTY
                .with(AlbFixtures.loadBalancer(Map.of()))
                .with(AlbFixtures.listener(80, AlbFixtures.answer("default")))
                .with(rule);
        new AlbReferences().check(state);
    }

    @Test
    void whatIsNoRegularExpressionIsRefusedWithItsPlace() {
        assertThatCode(() -> check("^/b$", "^/b$")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("(", "a"))
                .isInstanceOf(UnreadableState.class)
                .hasMessageContaining("regexValues")
                .hasMessageContaining("not a valid regular expression");
        assertThatThrownBy(() -> check("a", "(a{1000}){1000}"))
                .isInstanceOf(UnreadableState.class)
                .hasMessageContaining("transforms");
    }

    private static void check(String protocol, List<RuleTransform> transforms, Action... actions) {
        Listener plain = AlbFixtures.listener(443, AlbFixtures.answer("default"));
        Listener listener = new Listener(
                plain.listenerArn(),
                plain.loadBalancerArn(),
                protocol,
                443,
                plain.defaultActions(),
                plain.defaultRuleArn(),
                Map.of(),
                TreePMap.empty());
        Rule rule = AlbFixtures.rule(443, 1, AlbFixtures.answer("x"), AlbFixtures.path("/a"));
        AlbState state = AlbState.EMPTY
                .with(AlbFixtures.loadBalancer(Map.of()))
                .with(listener)
                .with(new Rule(
                        rule.ruleArn(),
                        rule.listenerArn(),
                        1,
                        rule.conditions(),
                        List.of(actions),
                        transforms,
                        rule.tags()));
        new AlbReferences().check(state);
    }

    private static void refused(String reason, String protocol, Action... actions) {
        assertThatThrownBy(() -> check(protocol, List.of(), actions))
                .isInstanceOf(UnreadableState.class)
                .hasMessageContaining("actions")
                .hasMessageContaining(reason);
    }

    private static Action answer(int order, String status) {
        return new Action.FixedResponse(Optional.of(order), status, Optional.empty(), Optional.empty());
    }

    private static Action jwt(String endpoint, String format) {
        return new Action.JwtValidation(
                Optional.of(1),
                endpoint,
                "issuer",
                List.of(new Action.JwtValidation.Claim(format, "scope", List.of("a"))));
    }

    private static Action oidc(String tokens, String unauthenticated, int timeoutSeconds) {
        String url = "https://idp.example.com";
        return new Action.AuthenticateOidc(
                Optional.of(1),
                url,
                url,
                tokens,
                url,
                "c",
                "s",
                new AuthenticationSession("Cookie", "openid", timeoutSeconds, Map.of(), unauthenticated));
    }

    private static Action cognito(String arn, String domain) {
        return new Action.AuthenticateCognito(
                Optional.of(1), arn, "c", domain, new AuthenticationSession("Cookie", "openid", 60, Map.of(), "deny"));
    }

    @Test
    void actionsThatNoOperationLetsThroughAreRefusedWithTheirPlace() {
        String url = "https://idp.example.com";
        String pool = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Ab3";
        Action last = answer(2, "200");
        assertThatCode(() -> {
                    check("HTTPS", List.of(), jwt(url, "single-string"), last);
                    check("HTTPS", List.of(), oidc(url, "allow", 60), last);
                    check("HTTPS", List.of(), cognito(pool, "shop"), last);
                })
                .doesNotThrowAnyException();
        refused("must be a full URL", "HTTPS", jwt("not a url", "single-string"), last);
        refused("'any' is not a format", "HTTPS", jwt(url, "any"), last);
        refused("'TokenEndpoint' must be", "HTTPS", oidc("http://a..b/", "allow", 60), last);
        refused("strangers", "HTTPS", oidc(url, "maybe", 60), last);
        refused("Session timeout", "HTTPS", oidc(url, "allow", 0), last);
        refused("user pool ARN", "HTTPS", cognito("pool", "shop"), last);
        refused("user pool domain", "HTTPS", cognito(pool, "a..b"), last);
        refused("only on HTTPS listeners", "HTTP", jwt(url, "single-string"), last);
        refused("exactly one action", "HTTPS", jwt(url, "single-string"));
        refused("must be the last", "HTTPS", jwt(url, "single-string"), answer(0, "200"));
        refused("'2xx' is no status", "HTTP", answer(1, "2xx"));
    }

    @Test
    void transformsThatNoOperationLetsThroughAreRefused() {
        RuleTransform host = new RuleTransform(RuleTransform.HOST_HEADER_REWRITE, "a", "b");
        assertThatCode(() -> check("HTTP", List.of(host), answer(1, "200"))).doesNotThrowAnyException();
        for (List<RuleTransform> wrong : List.of(
                List.of(host, host),
                List.of(new RuleTransform("body-rewrite", "a", "b")),
                List.of(new RuleTransform(RuleTransform.URL_REWRITE, "a", "b".repeat(2000))))) {
            assertThatThrownBy(() -> check("HTTP", wrong, answer(1, "200")))
                    .isInstanceOf(UnreadableState.class)
                    .hasMessageContaining("transforms");
        }
    }
}
