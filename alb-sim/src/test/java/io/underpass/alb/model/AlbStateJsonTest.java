package io.underpass.alb.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.aws.Scope;
import io.underpass.aws.state.StateJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

class AlbStateJsonTest {

    private static final Scope SCOPE = new Scope("000000000000", "eu-west-1");
    private static final String LB = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/shop/50dc";
    private static final String NLB = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/net/wire/77aa";
    private static final String LISTENER = LB.replace(":loadbalancer/", ":listener/") + "/f2f7";
    private static final String GROUP = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/shop/7395";
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123456789Z");
    private static final PSortedMap<String, String> TAGS =
            TreePMap.<String, String>empty().plus("team", "a \"b\"").plus("", "");

    @Test
    void everythingComesBackAsItWas() {
        AlbState state = state();

        String text = StateJson.text(state);

        assertThat(StateJson.read(text, AlbState.class)).isEqualTo(state);
        assertThat(text)
                .contains("\"matcher\":\"200-299,301\"")
                .contains("\"10.0.0.0/8\"")
                .doesNotContain("InOrder");
    }

    @Test
    void networkLoadBalancersComeBackAsTheyWere() {
        AlbState state = AlbState.EMPTY
                .with(networkLoadBalancer())
                .with(tlsListener())
                .with(targetGroup()
                        .withHealthCheck(new TargetGroup.HealthCheck(
                                true, "TCP", "traffic-port", "", 30, 10, 5, 2, HttpCodes.NONE)));

        assertThat(StateJson.read(StateJson.text(state), AlbState.class)).isEqualTo(state);
    }

    @Test
    void actionsThatAuthenticateComeBackAsTheyWere() {
        AuthenticationSession session =
                new AuthenticationSession("SHOP", "openid email", 60, Map.of("display", "page"), "deny");
        Listener listener = new Listener(
                LISTENER,
                LB,
                "HTTPS",
                443,
                List.of(
                        new Action.JwtValidation(
                                Optional.of(1),
                                "https://idp/jwks",
                                "https://idp",
                                List.of(new Action.JwtValidation.Claim("string-array", "groups", List.of("a", "b")))),
                        new Action.AuthenticateOidc(
                                Optional.of(2),
                                "https://idp",
                                "https://idp/a",
                                "https://idp/t",
                                "https://idp/u",
                                "client",
                                "secret",
                                session),
                        new Action.AuthenticateCognito(
                                Optional.empty(), "arn:aws:cognito-idp:::userpool/p", "client", "shop", session)),
                LISTENER + "/d",
                Map.of(),
                TAGS);
        AlbState state = AlbState.EMPTY.with(loadBalancer()).with(listener);

        assertThat(StateJson.read(StateJson.text(state), AlbState.class)).isEqualTo(state);
        assertThat(state.listeners().toString()).doesNotContain("secret");
    }

    @Test
    void aRuleThatIsGoneLeavesNoTraceInTheOrder() {
        AlbState state = state();
        for (Rule rule : state.rules().values()) {
            state = state.without(rule);
        }

        assertThat(StateJson.read(StateJson.text(state), AlbState.class)).isEqualTo(state);
    }

    private static AlbState state() {
        return AlbState.EMPTY
                .with(loadBalancer())
                .with(listener())
                .with(rule(1))
                .with(rule(7))
                .with(targetGroup());
    }

    private static LoadBalancer loadBalancer() {
        return new LoadBalancer(
                SCOPE,
                LB,
                "shop",
                "internal-shop-1.eu-west-1.elb.amazonaws.com",
                "Z32O12XQLNTSW2",
                NOW,
                NOW.plusSeconds(2),
                "internal",
                "vpc-1",
                "application",
                List.of(
                        new LoadBalancer.AvailabilityZone("eu-west-1a", "subnet-a"),
                        new LoadBalancer.AvailabilityZone("eu-west-1b", "subnet-b", Optional.of("10.0.0.9"))),
                List.of("sg-1"),
                Optional.of("on"),
                "ipv4",
                Map.of("idle_timeout.timeout_seconds", "30", "routing.http2.enabled", "false"),
                TAGS,
                Optional.empty(),
                Optional.empty());
    }

    private static LoadBalancer networkLoadBalancer() {
        return new LoadBalancer(
                SCOPE,
                NLB,
                "wire",
                "wire-77aa.elb.eu-west-1.amazonaws.com",
                "Z2IFOLAFXWLO4F",
                NOW,
                NOW.plusSeconds(2),
                "internal",
                "vpc-1",
                "network",
                List.of(new LoadBalancer.AvailabilityZone("eu-west-1a", "subnet-a", Optional.of("10.0.0.7"))),
                List.of("sg-1"),
                Optional.of("off"),
                "ipv4",
                Map.of(),
                TAGS,
                Optional.empty(),
                Optional.empty());
    }

    private static Listener tlsListener() {
        return new Listener(
                NLB.replace(":loadbalancer/", ":listener/") + "/f2f8",
                NLB,
                "TLS",
                443,
                Optional.of(new Listener.Tls("ELBSecurityPolicy-2016-08", "arn:aws:acm:c", Optional.of("None"))),
                List.of(new Action.Forward(Optional.empty(), List.of(), false, Optional.empty())),
                LISTENER + "/e",
                Map.of(),
                TAGS,
                TAGS);
    }

    private static Listener listener() {
        Action forward = new Action.Forward(
                Optional.of(1),
                List.of(
                        new Action.Forward.WeightedTargetGroup(GROUP, 3),
                        new Action.Forward.WeightedTargetGroup("x", 0)),
                true,
                Optional.of(60));
        return new Listener(LISTENER, LB, "HTTP", 80, List.of(forward), LISTENER + "/d", Map.of("a", "b"), TAGS)
                .withDefaultRuleTags(TAGS);
    }

    private static Rule rule(int priority) {
        List<RuleCondition> conditions = List.of(
                new RuleCondition.PathPattern(List.of("/a/*", "/b")),
                new RuleCondition.HostHeader(List.of("*.example.com")),
                new RuleCondition.HttpRequestMethod(List.of("GET")),
                new RuleCondition.HttpHeader("X-Y", List.of("z?")),
                new RuleCondition.HttpHeader("X-Z", List.of(), List.of("^z+$")),
                new RuleCondition.QueryString(List.of(
                        new RuleCondition.QueryString.KeyValue(Optional.of("k"), "v"),
                        new RuleCondition.QueryString.KeyValue(Optional.empty(), "w"))),
                new RuleCondition.SourceIp(List.of(
                        Cidr.parse("10.0.0.0/8").orElseThrow(),
                        Cidr.parse("2001:db8::/32").orElseThrow())));
        List<Action> actions = List.of(
                new Action.Redirect(Optional.empty(), "HTTPS", "443", "#{host}", "/#{path}", "#{query}", "HTTP_301"),
                new Action.FixedResponse(Optional.of(2), "503", Optional.of("text/plain"), Optional.of("later\n")),
                new Action.FixedResponse(Optional.empty(), "204", Optional.empty(), Optional.empty()));
        String arn = LISTENER.replace(":listener/", ":listener-rule/") + "/9683" + priority;
        List<RuleTransform> transforms =
                priority == 1 ? List.of() : List.of(new RuleTransform(RuleTransform.URL_REWRITE, "^/a", ""));
        return new Rule(arn, LISTENER, priority, conditions, actions, transforms, TAGS);
    }

    private static TargetGroup targetGroup() {
        TargetDescription here =
                new TargetDescription("127.0.0.1", 9001, Optional.of("all"), Optional.of(NOW.minusMillis(1)));
        TargetDescription there = new TargetDescription("orders", 80, Optional.empty(), Optional.empty());
        return new TargetGroup(
                SCOPE,
                GROUP,
                "shop",
                "HTTP",
                "HTTP1",
                80,
                "vpc-1",
                "ip",
                "ipv4",
                new TargetGroup.HealthCheck(
                        true,
                        "HTTP",
                        "traffic-port",
                        "/health?x=1",
                        30,
                        5,
                        5,
                        2,
                        HttpCodes.parse("200-299,301").orElseThrow()),
                TreePMap.<String, TargetDescription>empty()
                        .plus(here.key(), here)
                        .plus(there.key(), there),
                Map.of("deregistration_delay.timeout_seconds", "10"),
                TAGS);
    }
}
