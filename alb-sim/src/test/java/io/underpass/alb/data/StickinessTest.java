package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StickinessTest {

    private static final Map<String, String> BY_LOAD_BALANCER = Map.of("stickiness.enabled", "true");
    private static final Map<String, String> BY_APPLICATION = Map.of(
            "stickiness.enabled",
            "true",
            "stickiness.type",
            "app_cookie",
            "stickiness.app_cookie.cookie_name",
            "SID",
            "stickiness.app_cookie.duration_seconds",
            "60");
    private static final String EXPIRY = "; Expires=Thu, 08 Jan 2026 01:00:00 GMT; Path=/";

    private final Map<String, String> jar = new LinkedHashMap<>();

    private static Shop sticky(Map<String, String> attributes, int... ports) {
        Shop shop = new Shop();
        shop.listen(80, AlbFixtures.forward("orders"));
        shop.group("orders", attributes, ports);
        return shop;
    }

    /** As a browser does it: with all cookies so far, keeping what the answer sets. */
    private FakeExchange browse(Shop shop) {
        FakeExchange exchange = FakeExchange.get("/");
        if (!jar.isEmpty()) {
            exchange.field(
                    "Cookie",
                    jar.entrySet().stream()
                            .map(cookie -> cookie.getKey() + '=' + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        shop.send(exchange);
        for (String line : exchange.responseHead().headers().getAll("Set-Cookie")) {
            String pair = line.split(";", 2)[0];
            jar.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return exchange;
    }

    private static List<String> setCookies(FakeExchange exchange) {
        return exchange.responseHead().headers().getAll("Set-Cookie");
    }

    private static List<String> targets(Shop shop, int from) {
        return shop.targets.addresses().subList(from, shop.targets.addresses().size());
    }

    @Test
    void t18SetsBothCookiesWithEveryAnswer() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1, 2, 3);
        for (int i = 0; i < 3; i++) {
            FakeExchange exchange = browse(shop);
            String value = jar.get("AWSALB");
            assertThat(value).hasSize(128).matches("[A-Za-z0-9+/]+");
            assertThat(setCookies(exchange))
                    .containsExactly(
                            "AWSALB=" + value + EXPIRY, "AWSALBCORS=" + value + EXPIRY + "; SameSite=None; Secure");
        }
        assertThat(targets(shop, 0)).containsOnly("127.0.0.1:1");
    }

    @Test
    void clientsWithoutCookiesTakeTurns() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1, 2);
        for (int i = 0; i < 10; i++) {
            jar.clear();
            browse(shop);
        }
        assertThat(targets(shop, 0)).filteredOn("127.0.0.1:1"::equals).hasSize(5);
    }

    @Test
    void stickyRequestsTakeNoTurns() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1, 2);
        browse(shop);
        browse(shop);
        browse(shop);
        jar.clear();
        browse(shop);
        assertThat(targets(shop, 3)).containsExactly("127.0.0.1:2");
    }

    @Test
    void withoutStickinessThereAreNoCookies() {
        Shop shop = sticky(Map.of(), 1, 2);
        assertThat(setCookies(browse(shop))).isEmpty();
    }

    @Test
    void t19TheDurationEndsStickinessWhateverTheCookieSays() {
        Shop shop = sticky(Map.of("stickiness.enabled", "true", "stickiness.lb_cookie.duration_seconds", "2"), 1, 2);
        browse(shop);
        shop.now = shop.now.plusSeconds(2);
        browse(shop); // which starts the duration anew
        shop.now = shop.now.plusSeconds(2);
        browse(shop);
        shop.now = shop.now.plusSeconds(3);
        browse(shop);
        assertThat(targets(shop, 0)).containsExactly("127.0.0.1:1", "127.0.0.1:1", "127.0.0.1:1", "127.0.0.1:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "", "%2B%2B", "AAAA", "====", "\"x\""})
    void t20GarbageIsAChoiceAndANewCookie(String garbage) {
        Shop shop = sticky(BY_LOAD_BALANCER, 1, 2);
        jar.put("AWSALB", garbage);
        jar.put("AWSALBCORS", garbage);
        assertThat(browse(shop).status()).isEqualTo(200);
        assertThat(jar.get("AWSALB")).hasSize(128);
        browse(shop);
        assertThat(targets(shop, 0)).containsExactly("127.0.0.1:1", "127.0.0.1:1");
    }

    @Test
    void t21TheCorsTwinWins() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1, 2);
        browse(shop);
        String first = jar.get("AWSALB");
        jar.clear();
        browse(shop);
        String second = jar.get("AWSALB");
        jar.put("AWSALB", first);
        jar.put("AWSALBCORS", second);
        browse(shop);
        jar.clear();
        jar.put("AWSALB", first);
        browse(shop);
        assertThat(targets(shop, 2)).containsExactly("127.0.0.1:2", "127.0.0.1:1");
    }

    @Test
    void t22AnUnhealthyTargetIsLeftForGood() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1, 2);
        browse(shop);
        shop.unhealthy(1, "refused");
        browse(shop);
        shop.healthy(1);
        browse(shop);
        browse(shop);
        assertThat(targets(shop, 0)).containsExactly("127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:2", "127.0.0.1:2");
    }

    @Test
    void whereAllAreUnhealthyOneStays() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1, 2);
        browse(shop);
        shop.unhealthy(1, "refused");
        shop.unhealthy(2, "refused");
        browse(shop);
        browse(shop);
        assertThat(targets(shop, 0)).containsOnly("127.0.0.1:1");
    }

    @Test
    void deregisteredTargetsAreLeftAtOnce() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1, 2);
        browse(shop);
        shop.change(state -> state.with(AlbFixtures.group(
                "orders", AlbFixtures.CHECK, BY_LOAD_BALANCER, AlbFixtures.draining(1), AlbFixtures.target(2))));
        browse(shop);
        shop.group("orders", BY_LOAD_BALANCER, 3);
        browse(shop);
        browse(shop);
        assertThat(targets(shop, 1)).containsExactly("127.0.0.1:2", "127.0.0.1:3", "127.0.0.1:3");
    }

    @Test
    void theCookieOfOneGroupIsOfNoUseInAnother() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1, 2);
        shop.rule(80, 1, AlbFixtures.forward("users"), AlbFixtures.path("/users"));
        shop.group("users", BY_LOAD_BALANCER, 1, 2);
        browse(shop);
        shop.send(FakeExchange.get("/users"));
        shop.send(FakeExchange.get("/users", "Cookie", "AWSALB=" + jar.get("AWSALB")));
        assertThat(targets(shop, 1)).containsExactly("127.0.0.1:1", "127.0.0.1:2");
    }

    @Test
    void theTargetGetsTheCookiesToo() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1);
        browse(shop);
        String value = jar.get("AWSALB");
        browse(shop);
        assertThat(shop.targets.last().field("Cookie")).isEqualTo("AWSALB=" + value + "; AWSALBCORS=" + value);
    }

    @Test
    void anAnswerOfTheLoadBalancersOwnSetsNoCookie() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1);
        shop.targets.script(1, ScriptedTargets.failing(Failure.Kind.CONNECT_REFUSED, "refused"));
        FakeExchange exchange = browse(shop);
        assertThat(exchange.status()).isEqualTo(502);
        assertThat(setCookies(exchange)).isEmpty();
    }

    @Test
    void t23TheApplicationsCookieMakesItSticky() {
        Shop shop = sticky(BY_APPLICATION, 1, 2);
        shop.targets.script(1, ScriptedTargets.answer(200, "Set-Cookie", "SID=abc; Path=/"));
        shop.targets.script(2, ScriptedTargets.answer(200, "Set-Cookie", "SID =def"));
        FakeExchange exchange = browse(shop);
        assertThat(setCookies(exchange))
                .containsExactly(
                        "SID=abc; Path=/",
                        "AWSALBAPP-0=" + jar.get("AWSALBAPP-0") + EXPIRY,
                        "AWSALBAPP-1=_remove_" + EXPIRY,
                        "AWSALBAPP-2=_remove_" + EXPIRY,
                        "AWSALBAPP-3=_remove_" + EXPIRY);
        assertThat(jar.get("AWSALBAPP-0")).hasSize(128);
        browse(shop);
        jar.remove("SID");
        browse(shop);
        assertThat(targets(shop, 0)).containsExactly("127.0.0.1:1", "127.0.0.1:1", "127.0.0.1:2");
    }

    @Test
    void withoutTheApplicationsCookieNobodyStays() {
        Shop shop = sticky(BY_APPLICATION, 1, 2);
        shop.targets.script(1, ScriptedTargets.answer(200, "Set-Cookie", "SIDE=SID=1"));
        assertThat(setCookies(browse(shop)).get(1)).isEqualTo("AWSALBAPP-0=_remove_" + EXPIRY);
        jar.put("SID", "my own");
        browse(shop);
        assertThat(targets(shop, 0)).containsExactly("127.0.0.1:1", "127.0.0.1:2");
    }

    @Test
    void whoStaysNeedNotBeGivenTheApplicationsCookieAgain() {
        Shop shop = sticky(BY_APPLICATION, 1, 2);
        shop.targets.script(1, ScriptedTargets.answer(200, "Set-Cookie", "SID=abc"));
        browse(shop);
        shop.targets.script(1, ScriptedTargets.answer(200));
        for (int i = 0; i < 3; i++) {
            shop.now = shop.now.plusSeconds(60);
            browse(shop);
        }
        shop.now = shop.now.plusSeconds(61);
        browse(shop);
        assertThat(targets(shop, 3)).containsExactly("127.0.0.1:1", "127.0.0.1:2");
    }

    @Test
    void newChromiumsNeedSameSite() {
        assertThat(UserAgents.needsSameSite("Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/80.0.3987 Safari/537.36"))
                .isTrue();
        assertThat(UserAgents.needsSameSite("Mozilla/5.0 Ubuntu Chromium/120.0"))
                .isTrue();
        assertThat(UserAgents.needsSameSite("Mozilla/5.0 Chrome/79.0")).isFalse();
        assertThat(UserAgents.needsSameSite("Chrome/99999999999999999999")).isTrue();
        assertThat(UserAgents.needsSameSite("curl/8")).isFalse();
        Shop shop = sticky(BY_APPLICATION, 1);
        shop.targets.script(1, ScriptedTargets.answer(200, "Set-Cookie", "SID=abc"));
        FakeExchange exchange = shop.send(FakeExchange.get("/", "User-Agent", "Chrome/121"));
        assertThat(setCookies(exchange).subList(1, 5))
                .allMatch(line -> line.endsWith(EXPIRY + "; SameSite=None; Secure"));
    }

    private static Shop weighted(int seconds, int a, int b) {
        Shop shop = new Shop();
        shop.listen(80, AlbFixtures.stickyForward(seconds, AlbFixtures.weighted("a", a), AlbFixtures.weighted("b", b)));
        shop.group("a", Map.of(), 1);
        shop.group("b", Map.of(), 2);
        return shop;
    }

    @Test
    void aClientStaysWithItsGroup() {
        Shop shop = weighted(60, 1, 1);
        FakeExchange exchange = browse(shop);
        String value = jar.get("AWSALBTG");
        assertThat(setCookies(exchange))
                .containsExactly(
                        "AWSALBTG=" + value + EXPIRY, "AWSALBTGCORS=" + value + EXPIRY + "; SameSite=None; Secure");
        browse(shop);
        browse(shop);
        shop.now = shop.now.plus(Duration.ofSeconds(61));
        browse(shop);
        assertThat(targets(shop, 0)).containsExactly("127.0.0.1:1", "127.0.0.1:1", "127.0.0.1:1", "127.0.0.1:2");
    }

    @Test
    void aGroupsCookieThatWasSpoiltIsToldToTheLog() {
        Shop shop = weighted(60, 1, 1);
        shop.attributes(AccessLogTest.LOGGING);
        browse(shop);
        shop.now = shop.now.plus(Duration.ofSeconds(61));
        browse(shop);
        assertThat(shop.logged).hasSize(2).allMatch(line -> line.contains(" \"forward\" \"-\" \"-\" "));
        String encoded = jar.get("AWSALBTG").replace("+", "%2B").replace("/", "%2F") + "%3D";
        shop.send(FakeExchange.get("/", "Cookie", "AWSALBTG=" + encoded));
        assertThat(shop.logged.get(2)).contains(" 200 200 ", " \"forward\" \"-\" \"AWSALBTGCookieInvalid\" ");
    }

    @Test
    void whoCouldNotStayIsCounted() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1, 2);
        browse(shop);
        browse(shop);
        BalancerCounts counts = shop.metrics.loadBalancers().get(AlbFixtures.LB);
        assertThat(counts.of(LoadBalancerMetric.NON_STICKY_REQUEST_COUNT)).isEqualTo(1);
        assertThat(counts.of(LoadBalancerMetric.APP_COOKIE_NON_STICKINESS_COUNT))
                .isZero();
        shop.group("orders", BY_APPLICATION, 1, 2);
        browse(shop);
        counts = shop.metrics.loadBalancers().get(AlbFixtures.LB);
        assertThat(counts.of(LoadBalancerMetric.NON_STICKY_REQUEST_COUNT)).isEqualTo(2);
        assertThat(counts.of(LoadBalancerMetric.APP_COOKIE_NON_STICKINESS_COUNT))
                .isEqualTo(1);
    }

    @Test
    void aClientStaysWithGroupAndTarget() {
        Shop shop = weighted(60, 1, 1);
        shop.group("a", BY_LOAD_BALANCER, 1, 11);
        for (int i = 0; i < 4; i++) {
            browse(shop);
        }
        assertThat(jar).containsOnlyKeys("AWSALBTG", "AWSALBTGCORS", "AWSALB", "AWSALBCORS");
        assertThat(targets(shop, 0)).containsOnly("127.0.0.1:1");
    }

    @Test
    void aGroupWithoutShareOrNoLongerInTheActionIsLeft() {
        Shop shop = weighted(60, 1, 1);
        browse(shop);
        shop.listen(80, AlbFixtures.stickyForward(60, AlbFixtures.weighted("a", 0), AlbFixtures.weighted("b", 1)));
        browse(shop);
        shop.listen(80, AlbFixtures.stickyForward(60, AlbFixtures.weighted("a", 1)));
        browse(shop);
        assertThat(targets(shop, 0)).containsExactly("127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:1");
    }

    @Test
    void nothingTakesThePlaceOfAGroupThatHasBecomeEmpty() {
        Shop shop = weighted(60, 1, 1);
        browse(shop);
        shop.group("a", Map.of());
        assertThat(browse(shop).status()).isEqualTo(503);
        assertThat(browse(shop).status()).isEqualTo(503);
    }

    @Test
    void aGroupMayBeDeletedThatAClientStayedWith() {
        Shop shop = weighted(60, 1, 1);
        browse(shop);
        shop.listen(80, AlbFixtures.stickyForward(60, AlbFixtures.weighted("b", 1)));
        shop.change(state -> state.without(state.targetGroups().get(AlbFixtures.groupArn("a"))));
        assertThat(browse(shop).status()).isEqualTo(200);
    }

    @Test
    void cookiesOfAnotherKeyAreGarbage() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1, 2);
        StickyValue other = new StickyValue(new Seal(Seal.newKey(), "AWSALB"), () -> Shop.NOW);
        jar.put("AWSALB", other.of(AlbFixtures.groupArn("orders"), "127.0.0.1:2"));
        browse(shop);
        assertThat(targets(shop, 0)).containsExactly("127.0.0.1:1");
    }

    @Test
    void cookiesAreFoundAmongOthersAndInSeveralFields() {
        Shop shop = sticky(BY_LOAD_BALANCER, 1, 2);
        browse(shop);
        shop.send(FakeExchange.get("/", "Cookie", "a=1; XAWSALB=2;b", "Cookie", "c=3;AWSALB=" + jar.get("AWSALB")));
        assertThat(targets(shop, 1)).containsExactly("127.0.0.1:1");
    }
}
