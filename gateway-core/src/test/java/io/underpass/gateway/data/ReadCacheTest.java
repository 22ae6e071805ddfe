package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.gateway.compile.StageFixture;
import io.underpass.gateway.model.MethodSettings;
import io.underpass.wire.FakeExchange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ReadCacheTest {

    private static final MethodSettings CACHED = MethodSettings.DEFAULT.withCaching(true, 60);
    private static final String WARNING =
            "199 - \"Cache-control headers were ignored because the caller was unauthorized.\"";

    private int answers;

    private Gateway gateway(MethodSettings settings, UnaryOperator<MethodFixture> method) {
        return counting(Gateway.of(
                StageFixture.of(api(method)).cache().method("*/*", settings).state()));
    }

    private static ApiFixture api(UnaryOperator<MethodFixture> method) {
        return ApiFixture.api("abc").route("GET", "/pets/{id}", method).route("POST", "/pets/{id}", method);
    }

    /** Each answer of the backend says which it is. */
    private Gateway counting(Gateway gateway) {
        gateway.backend.script = sink -> {
            answers++;
            gateway.backend.answer(200, "answer " + answers, "X-Number", Integer.toString(answers), "Date", "then");
        };
        return gateway;
    }

    private static String get(Gateway gateway, String target, String... fields) {
        return exchange(gateway, target, fields).text();
    }

    private static FakeExchange exchange(Gateway gateway, String target, String... fields) {
        FakeExchange exchange = Gateway.request("GET", target);
        for (int i = 0; i < fields.length; i += 2) {
            exchange.field(fields[i], fields[i + 1]);
        }
        gateway.serve(exchange);
        exchange.runPending();
        assertThat(exchange.isEnded()).isTrue();
        return exchange;
    }

    @Test
    void aValueOfTwoLinesIsNotTwoValuesNorNothingTheEmptyValue() {
        Gateway gateway = gateway(CACHED, method -> method.cacheKeys("method.request.multivaluequerystring.q"));

        assertThat(get(gateway, "/dev/pets/1?q=a%0Ab")).isEqualTo("answer 1");
        assertThat(get(gateway, "/dev/pets/1?q=a&q=b")).isEqualTo("answer 2");
        assertThat(get(gateway, "/dev/pets/1?q=")).isEqualTo("answer 3");
        assertThat(get(gateway, "/dev/pets/1")).isEqualTo("answer 4");
    }

    @Test
    void hitsAndMissesAreCounted() {
        Gateway gateway = gateway(CACHED, method -> method);
        get(gateway, "/dev/pets/1");
        get(gateway, "/dev/pets/1");
        get(gateway, "/dev/pets/1");
        gateway.serve(Gateway.request("POST", "/dev/pets/1"));

        var counts = gateway.metrics().read().get(new GatewayMetrics.Series("abc", "dev", "", ""));
        assertThat(counts.cacheHits()).isEqualTo(2);
        assertThat(counts.cacheMisses()).isEqualTo(1);
    }

    @Test
    void aResponseIsServedAgainUntilItsTimeIsOver() {
        Gateway gateway = gateway(CACHED, method -> method);

        assertThat(get(gateway, "/dev/pets/1")).isEqualTo("answer 1");
        FakeExchange second = exchange(gateway, "/dev/pets/1");
        assertThat(second.text()).isEqualTo("answer 1");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.responseField("X-Number")).isEqualTo("1");
        assertThat(second.responseField("x-amzn-Remapped-Date")).isEqualTo("then");
        assertThat(second.responseHead().headers().getAll("Date")).hasSize(1);
        assertThat(second.responseHead().headers().getAll("x-amzn-RequestId")).containsExactly(Gateway.REQUEST_ID);
        assertThat(note(second, "cache")).isEqualTo("hit");

        gateway.now = gateway.now.plus(Duration.ofSeconds(60));
        assertThat(get(gateway, "/dev/pets/1")).isEqualTo("answer 2");
    }

    @Test
    void whatTheCacheAnswersIsLoggedAndMeasuredToo() {
        MethodSettings observed = CACHED.withLoggingLevel(Optional.of("INFO"))
                .withDataTraceEnabled(true)
                .withMetricsEnabled(true);
        Gateway gateway = gateway(observed, method -> method);
        get(gateway, "/dev/pets/1");
        int before = gateway.logged("API-Gateway-Execution-Logs_abc/dev").size();

        get(gateway, "/dev/pets/1");

        assertThat(gateway.logged("API-Gateway-Execution-Logs_abc/dev").stream().skip(before))
                .anyMatch(line -> line.endsWith("Method response body after transformations: answer 1"))
                .anyMatch(line -> line.endsWith("Method completed with status: 200"))
                .noneMatch(line -> line.contains("Sending request to"));
        GatewayMetrics.Counts counts =
                gateway.metrics().read().get(new GatewayMetrics.Series("abc", "dev", "/pets/{id}", "GET"));
        assertThat(counts.latency().count()).isEqualTo(2);
        assertThat(counts.integrationLatency().count()).isEqualTo(1);
    }

    private static Object note(FakeExchange exchange, String name) {
        for (int i = 0; i < exchange.trail().size(); i++) {
            if (exchange.trail().name(i).equals(name)) {
                return exchange.trail().value(i);
            }
        }
        throw new AssertionError("no step " + name);
    }

    @Test
    void onlyKeysTellRequestsApart() {
        Gateway gateway = gateway(
                CACHED,
                method -> method.cacheKeys(
                        "method.request.path.id", "method.request.querystring.q", "method.request.header.X-H"));

        assertThat(get(gateway, "/dev/pets/1?q=a", "X-H", "h")).isEqualTo("answer 1");
        assertThat(get(gateway, "/dev/pets/1?q=a&other=2", "X-H", "h")).isEqualTo("answer 1");
        assertThat(get(gateway, "/dev/pets/2?q=a", "X-H", "h")).isEqualTo("answer 2");
        assertThat(get(gateway, "/dev/pets/1?q=b", "X-H", "h")).isEqualTo("answer 3");
        assertThat(get(gateway, "/dev/pets/1?q=a", "X-H", "i")).isEqualTo("answer 4");
    }

    @Test
    void aSettingForAllReachesGetAloneAndOneOfTheMethodAnyVerb() {
        Gateway gateway = gateway(CACHED, method -> method);
        assertThat(post(gateway)).isEqualTo("answer 1");
        assertThat(post(gateway)).isEqualTo("answer 2");

        Gateway own = counting(Gateway.of(StageFixture.of(api(method -> method))
                .cache()
                .method("~1pets~1{id}/POST", CACHED)
                .state()));
        assertThat(post(own)).isEqualTo("answer 3");
        assertThat(post(own)).isEqualTo("answer 3");
    }

    private static String post(Gateway gateway) {
        return gateway.serve(Gateway.request("POST", "/dev/pets/1").body("hello"))
                .text();
    }

    @Test
    void nothingIsCachedWithoutClusterWithoutTimeOrStreamed() {
        Gateway noCluster = counting(Gateway.of(
                StageFixture.of(api(method -> method)).method("*/*", CACHED).state()));
        get(noCluster, "/dev/pets/1");
        assertThat(get(noCluster, "/dev/pets/1")).isEqualTo("answer 2");

        Gateway noTime = gateway(MethodSettings.DEFAULT.withCaching(true, 0), method -> method);
        get(noTime, "/dev/pets/1");
        assertThat(get(noTime, "/dev/pets/1")).isEqualTo("answer 4");

        Gateway streamed = gateway(CACHED, MethodFixture::streamed);
        get(streamed, "/dev/pets/1");
        assertThat(get(streamed, "/dev/pets/1")).isEqualTo("answer 6");
    }

    @Test
    void failuresAndWhatIsTooLargeAreNotCached() {
        Gateway gateway = gateway(CACHED, method -> method);
        gateway.backend.answers(500, "down");
        get(gateway, "/dev/pets/1");
        gateway.backend.answers(200, "x".repeat(ResponseCache.MAX_BODY_BYTES + 1));
        get(gateway, "/dev/pets/1");
        gateway.backend.answers(200, "small");

        assertThat(get(gateway, "/dev/pets/1")).isEqualTo("small");
    }

    @Test
    void whoMayHasTheResponseFetchedAnew() {
        Gateway gateway = gateway(CACHED.withCacheControl(false, "FAIL_WITH_403"), method -> method);
        get(gateway, "/dev/pets/1");

        assertThat(get(gateway, "/dev/pets/1", "Cache-Control", "no-transform, max-age=0"))
                .isEqualTo("answer 2");
        assertThat(get(gateway, "/dev/pets/1")).isEqualTo("answer 2");
    }

    @Test
    void whoMayNotIsRefusedWarnedOrIgnored() {
        Gateway refusing = gateway(CACHED.withCacheControl(true, "FAIL_WITH_403"), method -> method);
        get(refusing, "/dev/pets/1");
        assertThat(exchange(refusing, "/dev/pets/1", "Cache-Control", "max-age=0")
                        .status())
                .isEqualTo(403);

        answers = 0;
        Gateway warning = gateway(CACHED, method -> method);
        FakeExchange miss = exchange(warning, "/dev/pets/1", "Cache-Control", "max-age=0");
        assertThat(miss.text()).isEqualTo("answer 1");
        assertThat(miss.responseField("Warning")).isEqualTo(WARNING);
        FakeExchange hit = exchange(warning, "/dev/pets/1", "Cache-Control", "max-age=0");
        assertThat(hit.text()).isEqualTo("answer 1");
        assertThat(hit.responseHead().headers().getAll("Warning")).containsExactly(WARNING);
        assertThat(exchange(warning, "/dev/pets/1").responseField("Warning")).isEmpty();

        answers = 0;
        Gateway silent = gateway(CACHED.withCacheControl(true, "SUCCEED_WITHOUT_RESPONSE_HEADER"), method -> method);
        get(silent, "/dev/pets/1");
        FakeExchange ignored = exchange(silent, "/dev/pets/1", "Cache-Control", "max-age=0");
        assertThat(ignored.text()).isEqualTo("answer 1");
        assertThat(ignored.responseField("Warning")).isEmpty();
    }

    @Test
    void aFlushEmptiesOneStage() {
        Gateway gateway = gateway(CACHED, method -> method);
        get(gateway, "/dev/pets/1");

        gateway.metering.caches().flush("abc", "prod");
        assertThat(get(gateway, "/dev/pets/1")).isEqualTo("answer 1");
        gateway.metering.caches().flush("abc", "dev");
        assertThat(get(gateway, "/dev/pets/1")).isEqualTo("answer 2");
    }

    @Test
    void aCanaryKeepsItsResponsesApartUnlessItUsesTheStagesCache() {
        for (boolean shared : new boolean[] {false, true}) {
            answers = 0;
            Gateway gateway = counting(Gateway.of(StageFixture.of(api(method -> method))
                    .cache()
                    .method("*/*", CACHED)
                    .canary(50, api(method -> method), Map.of(), shared)
                    .state()));
            gateway.draw = 0.9;
            assertThat(get(gateway, "/dev/pets/1")).isEqualTo("answer 1");
            gateway.draw = 0.1;
            assertThat(get(gateway, "/dev/pets/1")).isEqualTo(shared ? "answer 1" : "answer 2");
        }
    }

    @Test
    void namespacesAreSharedAcrossResources() {
        Gateway gateway = counting(Gateway.of(StageFixture.of(ApiFixture.api("abc")
                        .route("GET", "/a", method -> method.cacheNamespace("one"))
                        .route("GET", "/b", method -> method.cacheNamespace("one"))
                        .route("GET", "/c", method -> method.cacheNamespace("two")))
                .cache()
                .method("*/*", CACHED)
                .state()));

        assertThat(get(gateway, "/dev/a")).isEqualTo("answer 1");
        assertThat(get(gateway, "/dev/b")).isEqualTo("answer 1");
        assertThat(get(gateway, "/dev/c")).isEqualTo("answer 2");
    }
}
