package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.LambdaFunctions;
import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.StageFixture;
import io.underpass.gateway.model.Authorizer;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.MethodSettings;
import io.underpass.gateway.model.UsagePlan;
import io.underpass.gateway.model.UsagePlan.Quota;
import io.underpass.gateway.model.UsagePlan.Throttle;
import io.underpass.wire.FakeExchange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 4);

    private static ApiFixture api() {
        return ApiFixture.api("abc")
                .route(
                        "GET",
                        "/pets",
                        method -> method.apiKeyRequired()
                                .map("header.Key", "context.identity.apiKey")
                                .map("header.KeyId", "context.identity.apiKeyId"))
                .route("GET", "/dogs", method -> method.apiKeyRequired())
                .route("GET", "/open");
    }

    private static GatewayState state() {
        return StageFixture.of(api()).state();
    }

    private static FakeExchange get(Gateway gateway, String target, String key) {
        FakeExchange exchange = Gateway.request("GET", target);
        return gateway.serve(key.isEmpty() ? exchange : exchange.field("x-api-key", key));
    }

    private static int pets(Gateway gateway) {
        return get(gateway, "/dev/pets", Keys.VALUE).status();
    }

    private static List<Integer> pets(Gateway gateway, int requests) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            statuses.add(pets(gateway));
        }
        return statuses;
    }

    @Test
    void aKeyInAPlanForTheStageOpensTheMethodAndIsSeenInContext() {
        Gateway gateway = Gateway.of(Keys.with(state(), Keys.plan()));

        FakeExchange exchange = get(gateway, "/dev/pets", Keys.VALUE);

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(gateway.backend.sent("Key")).isEqualTo(Keys.VALUE);
        assertThat(gateway.backend.sent("KeyId")).isEqualTo("key1");
    }

    @Test
    void theExecutionLogTellsOfTheKeyAndThePlan() {
        UsagePlan plan = Keys.plan(Optional.of(new Throttle(1, 0.5)), Optional.empty(), Map.of());
        MethodSettings logged =
                new MethodSettings(false, Optional.of("INFO"), false, 5000, 10_000, false, 300, false, true, "");
        Gateway gateway = Gateway.of(
                Keys.with(StageFixture.of(api()).method("*/*", logged).state(), plan));
        pets(gateway, 2);

        String key = "*".repeat(Keys.VALUE.length() - 6) + "acters";
        assertThat(gateway.logged("API-Gateway-Execution-Logs_abc/dev").stream()
                        .filter(line -> line.contains("API Key")))
                .containsExactly(
                        "(" + Gateway.REQUEST_ID + ") Verifying Usage Plan for request: " + Gateway.REQUEST_ID
                                + ". API Key: " + key + " API Stage: abc/dev",
                        "(" + Gateway.REQUEST_ID + ") Usage Plan check succeeded for API Key " + key
                                + " and API Stage abc/dev",
                        "(" + Gateway.REQUEST_ID + ") Verifying Usage Plan for request: " + Gateway.REQUEST_ID
                                + ". API Key: " + key + " API Stage: abc/dev",
                        "(" + Gateway.REQUEST_ID + ") API Key " + key
                                + " exceeded throttle limit for API Stage abc/dev: Key throttle limit exceeded for"
                                + " Usage Plan ID plan01. Limit: 0.50 Burst: 1");
    }

    @Test
    void withoutAUsableKeyTheAnswerIsForbidden() {
        GatewayState planned = Keys.with(state(), Keys.plan());
        Gateway gateway = Gateway.of(Keys.with(planned, Keys.key("key2", "another-key-in-no-plan", true)));

        FakeExchange none = get(gateway, "/dev/pets", "");
        assertThat(none.status()).isEqualTo(403);
        assertThat(none.text()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(none.responseField("x-amzn-ErrorType")).isEqualTo("ForbiddenException");
        assertThat(get(gateway, "/dev/pets", "unknown-key-of-some-length").status())
                .isEqualTo(403);
        assertThat(get(gateway, "/dev/pets", "another-key-in-no-plan").status()).isEqualTo(403);
        assertThat(get(gateway, "/dev/open", "").status()).isEqualTo(200);

        gateway.publish(Keys.with(planned, Keys.key("key1", Keys.VALUE, false)));
        FakeExchange disabled = get(gateway, "/dev/pets", Keys.VALUE);
        assertThat(disabled.status()).isEqualTo(403);
        assertThat(disabled.trail().failureReason()).contains("key1 is disabled");
    }

    @Test
    void aPlanForAnotherStageDoesNotOpenThisOne() {
        UsagePlan other = Keys.plan().withApiStages(List.of(new UsagePlan.ApiStage("abc", "prod", Map.of())));

        assertThat(pets(Gateway.of(Keys.with(state(), other)))).isEqualTo(403);
    }

    @Test
    void withTheAuthorizerAsSourceTheHeaderOpensNothing() {
        GatewayState state = StageFixture.of(api().apiKeySource("AUTHORIZER")).state();

        FakeExchange exchange = get(Gateway.of(Keys.with(state, Keys.plan())), "/dev/pets", Keys.VALUE);

        assertThat(exchange.status()).isEqualTo(403);
        assertThat(exchange.trail().failureReason()).contains("usageIdentifierKey");
    }

    @Test
    void aLambdaAuthorizerNamesTheKeyAlsoFromItsCache() {
        Authorizer authorizer = new Authorizer(
                "auth01",
                "auth",
                "TOKEN",
                List.of(),
                Optional.of("custom"),
                Optional.of("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                        + "arn:aws:lambda:us-east-1:000000000000:function:auth/invocations"),
                Optional.empty(),
                Optional.of("method.request.header.Authorization"),
                Optional.empty(),
                Optional.of(300));
        ApiFixture api = ApiFixture.api("abc")
                .apiKeySource("AUTHORIZER")
                .authorizer(authorizer)
                .route(
                        "GET",
                        "/pets",
                        method -> method.authorizer("CUSTOM", "auth01")
                                .apiKeyRequired()
                                .map("header.KeyId", "context.identity.apiKeyId"));
        UsagePlan plan = Keys.plan(Optional.empty(), Optional.of(new Quota(2, 0, "DAY")), Map.of());
        Gateway gateway = Gateway.of(Keys.with(StageFixture.of(api).state(), plan));
        String answer = "{'principalId':'u','usageIdentifierKey':'" + Keys.VALUE + "','policyDocument':{'Statement':"
                + "[{'Effect':'Allow','Action':'execute-api:Invoke','Resource':'*'}]}}";
        gateway.functions.answers(new LambdaFunctions.Result.Returned(
                200, answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Optional.empty(), "$LATEST"));

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            FakeExchange exchange = Gateway.request("GET", "/dev/pets").field("Authorization", "t");
            gateway.serve(exchange);
            exchange.runPending();
            statuses.add(exchange.status());
        }

        assertThat(statuses).containsExactly(200, 200, 429);
        assertThat(gateway.functions.calls).hasSize(1);
        assertThat(gateway.backend.sent("KeyId")).isEqualTo("key1");
    }

    @Test
    void aPlanThrottlesAKeyOverAllItsMethods() {
        UsagePlan plan = Keys.plan(Optional.of(new Throttle(2, 0.5)), Optional.empty(), Map.of());
        Gateway gateway = Gateway.of(Keys.with(state(), plan));

        assertThat(pets(gateway)).isEqualTo(200);
        assertThat(get(gateway, "/dev/dogs", Keys.VALUE).status()).isEqualTo(200);
        FakeExchange third = get(gateway, "/dev/pets", Keys.VALUE);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.text()).isEqualTo("{\"message\":\"Too Many Requests\"}");
        assertThat(third.responseField("x-amzn-ErrorType")).isEqualTo("TooManyRequestsException");
        assertThat(third.responseFieldNames()).doesNotContain("retry-after");
        assertThat(third.trail().failureReason())
                .startsWith("API Key " + "*".repeat(20) + "acters exceeded throttle limit for API Stage abc/dev: ")
                .contains("Key throttle limit exceeded for Usage Plan ID plan01. Limit: 0.50 Burst: 2");

        gateway.now = gateway.now.plus(Duration.ofSeconds(2));
        assertThat(pets(gateway, 2)).containsExactly(200, 429);
    }

    @Test
    void aPlanThrottlesOneMethodAlone() {
        UsagePlan plan = Keys.plan(Optional.empty(), Optional.empty(), Map.of("/pets/GET", new Throttle(1, 1)));
        Gateway gateway = Gateway.of(Keys.with(state(), plan));

        assertThat(pets(gateway, 2)).containsExactly(200, 429);
        assertThat(get(gateway, "/dev/dogs", Keys.VALUE).status()).isEqualTo(200);
    }

    @Test
    void aChangedThrottleBeginsFull() {
        UsagePlan plan = Keys.plan(Optional.of(new Throttle(1, 1)), Optional.empty(), Map.of());
        Gateway gateway = Gateway.of(Keys.with(state(), plan));
        assertThat(pets(gateway, 2)).containsExactly(200, 429);

        gateway.publish(Keys.with(state(), plan.withLimits(Optional.of(new Throttle(3, 1)), Optional.empty())));

        assertThat(pets(gateway, 4)).containsExactly(200, 200, 200, 429);
    }

    @Test
    void aThrottleOfZeroLetsNothingPass() {
        UsagePlan plan = Keys.plan(Optional.of(new Throttle(0, 0)), Optional.empty(), Map.of());

        assertThat(pets(Gateway.of(Keys.with(state(), plan)))).isEqualTo(429);
    }

    @Test
    void aStageThrottlesMethodsWithoutKeys() {
        Gateway gateway = Gateway.of(StageFixture.of(api())
                .throttle("*/*", 2, 1)
                .throttle("~1pets/GET", 1, 1)
                .state());

        assertThat(get(gateway, "/dev/open", "").status()).isEqualTo(200);
        assertThat(get(gateway, "/dev/open", "").status()).isEqualTo(200);
        FakeExchange third = get(gateway, "/dev/open", "");
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.trail().failureReason()).contains("/open/GET").contains("abc/dev");
    }

    @Test
    void settingsOfTheMethodGoBeforeThoseForAll() {
        Gateway gateway = Gateway.of(StageFixture.of(api())
                .throttle("*/*", 1, 1)
                .throttle("open/GET", -1, -1)
                .state());

        for (int i = 0; i < 5; i++) {
            assertThat(get(gateway, "/dev/open", "").status()).isEqualTo(200);
        }
    }

    @Test
    void theAccountsThrottleHoldsOnlyWhereItIsSwitchedOn() {
        Gateway free = Gateway.of(state());
        Gateway limited = Gateway.of(state(), true);

        int refused = 0;
        for (int i = 0; i < 5001; i++) {
            assertThat(get(free, "/dev/open", "").status()).isEqualTo(200);
            refused += get(limited, "/dev/open", "").status() == 429 ? 1 : 0;
        }

        assertThat(refused).isEqualTo(1);
    }

    @Test
    void aQuotaEndsWithItsPeriod() {
        UsagePlan plan = Keys.plan(Optional.empty(), Optional.of(new Quota(2, 0, "DAY")), Map.of());
        Gateway gateway = Gateway.of(Keys.with(state(), plan));

        assertThat(pets(gateway, 2)).containsExactly(200, 200);
        FakeExchange third = get(gateway, "/dev/pets", Keys.VALUE);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.text()).isEqualTo("{\"message\":\"Limit Exceeded\"}");
        assertThat(third.responseField("x-amzn-ErrorType")).isEqualTo("LimitExceededException");
        assertThat(third.trail().failureReason())
                .contains("Key quota exhausted for Usage Plan ID plan01. Limit: 2 Period: DAY");

        gateway.now = gateway.now.plus(Duration.ofDays(1));
        assertThat(pets(gateway)).isEqualTo(200);
        assertThat(gateway.metering.usage().days(plan, "key1", TODAY, TODAY.plusDays(2)))
                .extracting(day -> day.used() + "/" + day.remaining())
                .containsExactly("2/0", "1/1", "0/2");
    }

    @Test
    void weeksBeginOnSundayAndMonthsOnTheFirst() {
        assertThat(QuotaPeriod.start("WEEK", TODAY)).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(QuotaPeriod.start("WEEK", LocalDate.of(2026, 3, 1))).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(QuotaPeriod.start("MONTH", LocalDate.of(2026, 3, 31))).isEqualTo(LocalDate.of(2026, 3, 1));
    }

    @Test
    void theOffsetIsTakenFromTheFirstPeriodAlone() {
        UsagePlan plan = Keys.plan(Optional.empty(), Optional.of(new Quota(3, 2, "WEEK")), Map.of());
        Gateway gateway = Gateway.of(Keys.with(state(), plan));
        assertThat(pets(gateway, 2)).containsExactly(200, 429);

        gateway.now = gateway.now.plus(Duration.ofDays(7));

        assertThat(pets(gateway, 4)).containsExactly(200, 200, 200, 429);
    }

    @Test
    void whatIsRefusedUsesNoQuota() {
        UsagePlan plan = Keys.plan(Optional.empty(), Optional.of(new Quota(3, 0, "DAY")), Map.of());
        Gateway gateway = Gateway.of(
                Keys.with(StageFixture.of(api()).throttle("*/*", 1, 0.001).state(), plan));

        assertThat(pets(gateway, 3)).containsExactly(200, 429, 429);

        assertThat(gateway.metering
                        .usage()
                        .days(plan, "key1", TODAY, TODAY)
                        .get(0)
                        .remaining())
                .isEqualTo(2);
    }

    @Test
    void moreMayBeGrantedAndWhatIsForgottenBeginsAnew() {
        UsagePlan plan = Keys.plan(Optional.empty(), Optional.of(new Quota(1, 0, "MONTH")), Map.of());
        Gateway gateway = Gateway.of(Keys.with(state(), plan));
        assertThat(pets(gateway, 2)).containsExactly(200, 429);

        gateway.metering.usage().grant(plan, "key1", TODAY, 2);
        assertThat(pets(gateway, 3)).containsExactly(200, 200, 429);

        gateway.metering.usage().forget("plan01");
        assertThat(pets(gateway, 2)).containsExactly(200, 429);
    }
}
