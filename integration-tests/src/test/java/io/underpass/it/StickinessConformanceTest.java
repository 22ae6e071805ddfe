package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Clients that stay with targets and groups, and how forward actions share requests out. */
@Execution(ExecutionMode.CONCURRENT)
class StickinessConformanceTest {

    private static final Map<String, String> BY_LOAD_BALANCER = Map.of("stickiness.enabled", "true");

    private final RunningEmulator emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO));
    private final AwsClients clients = new AwsClients(emulator.endpoint());
    private final TestOrigin one = named("one");
    private final TestOrigin two = named("two");
    private final PublicAlb alb = new PublicAlb(emulator.endpoint(), clients.loadBalancers, "sticky");
    private final Map<String, String> jar = new LinkedHashMap<>();
    private String stickyListener = "";

    private static TestOrigin named(String name, String... headers) {
        return TestOrigin.start(Behaviours.status(200, name, headers));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        clients.close();
        emulator.close();
    }

    private String stickyGroup(Map<String, String> attributes) {
        String group = alb.group("sticky", one, two);
        alb.groupAttributes(group, attributes);
        stickyListener = alb.listen(80, group);
        alb.awaitHealthy(group, 2);
        return group;
    }

    private static List<String> setCookies(TestClient.Response response) {
        return response.headers().stream()
                .filter(line -> line.startsWith("Set-Cookie: "))
                .map(line -> line.substring("Set-Cookie: ".length()))
                .toList();
    }

    private TestClient.Response browse() {
        String cookies = jar.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        TestClient.Response response = jar.isEmpty() ? alb.get(80, "/") : alb.get(80, "/", "Cookie: " + cookies);
        for (String line : setCookies(response)) {
            String[] pair = line.split(";", 2)[0].split("=", 2);
            jar.put(pair[0], pair[1]);
        }
        return response;
    }

    private List<String> browse(int times) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            names.add(browse().bodyText());
        }
        return names;
    }

    /** As {@link #browse}, each time with these cookies again. */
    private List<String> browseWith(Map<String, String> cookies, int times) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            jar.clear();
            jar.putAll(cookies);
            names.add(browse().bodyText());
        }
        return names;
    }

    @Test
    @Conformance("ALB-T18")
    @DisplayName("ALB-T18 The load balancer's cookie comes with every answer, and its twin for other sites")
    void theLoadBalancersCookie() {
        stickyGroup(BY_LOAD_BALANCER);
        for (int i = 0; i < 3; i++) {
            List<String> set = setCookies(browse());
            assertThat(set).hasSize(2);
            assertThat(set.get(0)).matches("AWSALB=[A-Za-z0-9+/]{124,128}=*; Expires=[^;]+ GMT; Path=/");
            assertThat(set.get(1)).isEqualTo(set.get(0).replace("AWSALB=", "AWSALBCORS=") + "; SameSite=None; Secure");
            String expires = set.get(0).replaceAll(".*Expires=([^;]+);.*", "$1");
            Instant expiry = ZonedDateTime.parse(expires, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            assertThat(expiry)
                    .isCloseTo(Instant.now().plus(7, ChronoUnit.DAYS), Assertions.within(1, ChronoUnit.MINUTES));
        }
        assertThat(browse(10)).containsOnly(browse().bodyText());
    }

    @Test
    @Conformance("ALB-T19")
    @DisplayName("ALB-T19 The configured duration ends stickiness although the cookie has not expired")
    void theDuration() {
        stickyGroup(Map.of("stickiness.enabled", "true", "stickiness.lb_cookie.duration_seconds", "3600"));
        emulator.stopTime();
        String first = browse().bodyText();
        Map<String, String> kept = new LinkedHashMap<>(jar);
        emulator.pass(Duration.ofSeconds(3598));
        assertThat(browseWith(kept, 4)).containsOnly(first);
        emulator.pass(Duration.ofSeconds(4));
        assertThat(browseWith(kept, 4)).as("the targets take turns again").contains("one", "two");
    }

    @Test
    @Conformance("ALB-T20")
    @DisplayName("ALB-T20 A cookie that is garbage leads to a choice and a new cookie")
    void garbage() {
        stickyGroup(BY_LOAD_BALANCER);
        jar.put("AWSALB", "garbage");
        assertThat(browse().status()).isEqualTo(200);
        assertThat(jar.get("AWSALB")).hasSizeGreaterThan(100);
    }

    @Test
    @Conformance("ALB-T21")
    @DisplayName("ALB-T21 Of the two cookies the one for other sites counts")
    void theTwinCounts() {
        stickyGroup(BY_LOAD_BALANCER);
        Map<String, String> cookies = new LinkedHashMap<>();
        while (cookies.size() < 2) {
            jar.clear();
            cookies.put(browse().bodyText(), jar.get("AWSALB"));
        }
        for (int i = 0; i < 4; i++) {
            jar.put("AWSALB", cookies.get("one"));
            jar.put("AWSALBCORS", cookies.get("two"));
            assertThat(browse().bodyText()).isEqualTo("two");
        }
    }

    @Test
    @Conformance("ALB-T22")
    @DisplayName("ALB-T22 A client that has lost its target stays with the next one")
    void anUnhealthyTarget() {
        String group = stickyGroup(BY_LOAD_BALANCER);
        String first = browse().bodyText();
        TestOrigin lost = first.equals("one") ? one : two;
        emulator.stopTime();
        lost.behave(Behaviours.status(500, first));
        passUntilHealthy(group, 1);
        String second = browse().bodyText();
        assertThat(second).isNotEqualTo(first);
        lost.behave(Behaviours.status(200, first));
        passUntilHealthy(group, 2);
        assertThat(browse(5)).containsOnly(second);
    }

    /** Lets as many checks be made as it takes. */
    private void passUntilHealthy(String group, int count) {
        await().pollDelay(Duration.ZERO).until(() -> {
            emulator.pass(Duration.ofSeconds(5));
            return alb.healthy(group) == count;
        });
    }

    @Test
    @Conformance("ALB-T23")
    @DisplayName("ALB-T23 By the application's cookie a client stays only while it brings both")
    void theApplicationsCookie() {
        one.behave(Behaviours.status(200, "one", "Set-Cookie: SID=1"));
        two.behave(Behaviours.status(200, "two", "Set-Cookie: SID=2"));
        stickyGroup(Map.of(
                "stickiness.enabled",
                "true",
                "stickiness.type",
                "app_cookie",
                "stickiness.app_cookie.cookie_name",
                "SID"));
        TestClient.Response response = browse();
        assertThat(setCookies(response)).hasSize(5);
        assertThat(jar.get("AWSALBAPP-0")).hasSizeGreaterThan(100);
        for (int i = 1; i < 4; i++) {
            assertThat(jar).containsEntry("AWSALBAPP-" + i, "_remove_");
        }
        assertThat(browse(5)).containsOnly(response.bodyText());
        List<String> without = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            jar.remove("SID");
            without.add(browse().bodyText());
        }
        assertThat(without).contains("one", "two");
    }

    private void weighted(int weightOfEmpty, String empty, String full) {
        String listenerArn = alb.listen(80, full);
        clients.loadBalancers.modifyListener(changed -> changed.listenerArn(listenerArn)
                .defaultActions(action -> action.type(ActionTypeEnum.FORWARD)
                        .forwardConfig(forward -> forward.targetGroups(
                                TargetGroupTuple.builder()
                                        .targetGroupArn(empty)
                                        .weight(weightOfEmpty)
                                        .build(),
                                TargetGroupTuple.builder()
                                        .targetGroupArn(full)
                                        .weight(1)
                                        .build()))));
        alb.awaitHealthy(full, 1);
    }

    private List<Integer> statuses(int requests) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            statuses.add(alb.get(80, "/").status());
        }
        return statuses;
    }

    @Test
    @Conformance("ALB-A11")
    @DisplayName("ALB-A11 A group without targets keeps its share, and nothing takes its place")
    void anEmptyGroup() {
        weighted(1, alb.group("empty"), alb.group("full", one));
        List<Integer> statuses = statuses(40);
        assertThat(statuses).filteredOn(status -> status == 503).hasSizeBetween(10, 30);
        assertThat(statuses).containsOnly(200, 503);
    }

    @Test
    @Conformance("ALB-A12")
    @DisplayName("ALB-A12 A group of weight 0 gets nothing")
    void aGroupOfWeightZero() {
        weighted(0, alb.group("empty"), alb.group("full", one));
        assertThat(statuses(20)).containsOnly(200);
    }

    @Test
    @Conformance("ALB-A14")
    @DisplayName("ALB-A14 Several groups of which one is sticky need target group stickiness")
    void severalGroups() {
        String sticky = stickyGroup(BY_LOAD_BALANCER);
        String other = alb.group("other", one);
        assertThatThrownBy(() -> clients.loadBalancers.createRule(rule -> rule.listenerArn(stickyListener)
                        .priority(1)
                        .conditions(RuleCondition.builder()
                                .field("path-pattern")
                                .values("/a")
                                .build())
                        .actions(action -> action.type(ActionTypeEnum.FORWARD)
                                .forwardConfig(forward -> forward.targetGroups(
                                        TargetGroupTuple.builder()
                                                .targetGroupArn(sticky)
                                                .build(),
                                        TargetGroupTuple.builder()
                                                .targetGroupArn(other)
                                                .build())))))
                .isInstanceOf(ElasticLoadBalancingV2Exception.class)
                .hasMessageContaining("stickiness must be enabled");
    }
}
