package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.Unpooled;
import io.underpass.alb.LambdaTargets;
import io.underpass.alb.LambdaTargets.Reason;
import io.underpass.alb.LoadBalancerLogs;
import io.underpass.alb.Workers;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleTransform;
import io.underpass.aws.RandomIds;
import io.underpass.aws.control.ControlState;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.RequestBody;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InvokingTest {

    private static final String ARN = AlbFixtures.FUNCTION;
    private static final Map<String, String> MULTI = Map.of("lambda.multi_value_headers.enabled", "true");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ScriptedFunctions functions = new ScriptedFunctions();
    private final Shop shop = new Shop();
    private final LoadBalancerMetrics metrics = new LoadBalancerMetrics();
    private int offLoop;
    private boolean busy;
    private final Workers workers = new Workers() {
        @Override
        public <T> void run(
                Supplier<T> work, Function<String, T> failed, ScheduledExecutorService loop, Consumer<T> then) {
            offLoop++;
            then.accept(busy ? failed.apply("all are busy") : work.get());
        }
    };
    private final ControlState<AlbState, AlbSnapshot> state =
            new ControlState<>(AlbState.EMPTY, new AlbCompiler(), this::published);
    private final LoadBalancerFleet fleet = new LoadBalancerFleet(
            shop,
            shop.targets,
            functions,
            workers,
            new RandomIds(new Random(7)),
            () -> Shop.NOW,
            AlbSettings.DEFAULT,
            AuthenticationSettings.NONE,
            new Observers(metrics, LoadBalancerLogs.NONE, (listenerArn, serverName) -> Optional.empty()));

    InvokingTest() {
        state.change(s -> s.with(AlbFixtures.loadBalancer(Map.of()))
                .with(AlbFixtures.listener(80, AlbFixtures.forward("f")))
                .with(AlbFixtures.function("f", AlbFixtures.FUNCTION_CHECK, Map.of(), ARN)));
    }

    private void published(AlbSnapshot snapshot) {
        fleet.follow(snapshot);
    }

    private FakeExchange send(FakeExchange exchange) {
        ((Lookup.Found) fleet.find(AlbFixtures.LB, "http", 80)).service().handle(exchange);
        return exchange;
    }

    @Test
    void functionsGetWhatTheRuleMadeOfTheRequest() throws JsonProcessingException {
        Rule plain = AlbFixtures.rule(80, 1, AlbFixtures.forward("f"), AlbFixtures.path("/dp/*"));
        state.change(s -> s.with(new Rule(
                plain.ruleArn(),
                plain.listenerArn(),
                plain.priority(),
                plain.conditions(),
                plain.actions(),
                List.of(
                        new RuleTransform(RuleTransform.URL_REWRITE, "^/dp/(.+)$", "/product?id=$1"),
                        new RuleTransform(RuleTransform.HOST_HEADER_REWRITE, ".*", "inner.example.com")),
                plain.tags())));
        send(FakeExchange.get("/dp/B01"));
        JsonNode event = event();
        assertThat(event.path("path").asText()).isEqualTo("/product");
        assertThat(event.at("/queryStringParameters/id").asText()).isEqualTo("B01");
        assertThat(event.at("/headers/host").asText()).isEqualTo("inner.example.com");
    }

    private long counted(LoadBalancerMetric metric) {
        return metrics.loadBalancers().get(AlbFixtures.LB).of(metric);
    }

    @Test
    void bytesOfEventsAndAnswersAreCounted() {
        functions.returns("{\"statusCode\":200,\"body\":\"" + "x".repeat(1000) + "\"}");
        send(FakeExchange.post("/", "five!"));
        long ofFunction = functions.event().length() + "{'statusCode':200,'body':''}".length() + 1000;
        assertThat(counted(LoadBalancerMetric.LAMBDA_TARGET_PROCESSED_BYTES)).isEqualTo(ofFunction);
        assertThat(counted(LoadBalancerMetric.PROCESSED_BYTES)).isGreaterThan(ofFunction + 1000);
    }

    @Test
    void whoseFaultItIsIsCounted() {
        functions.fails(Reason.TIMED_OUT, "silent");
        send(FakeExchange.get("/"));
        functions.returns("nothing");
        send(FakeExchange.get("/"));
        send(FakeExchange.get("/"));
        BalancerCounts group = metrics.targetGroups().get(AlbFixtures.groupArn("f"));
        assertThat(group.of(LoadBalancerMetric.LAMBDA_INTERNAL_ERROR)).isEqualTo(1);
        assertThat(group.of(LoadBalancerMetric.LAMBDA_USER_ERROR)).isEqualTo(2);
        assertThat(group.of(LoadBalancerMetric.REQUEST_COUNT)).isEqualTo(3);
    }

    private void group(Map<String, String> attributes, String... functionArns) {
        state.change(s -> s.with(AlbFixtures.function("f", AlbFixtures.FUNCTION_CHECK, attributes, functionArns)));
    }

    private JsonNode event() throws JsonProcessingException {
        return JSON.readTree(functions.event());
    }

    @Test
    void theEventIsWhatAwsDocuments() throws JsonProcessingException {
        send(FakeExchange.get("/a%2Fb?q=1&q=2&empty", "X-Two", "a", "X-Two", "b", "User-Agent", "curl/8"));
        assertThat(functions.calls().get(0).functionArn()).isEqualTo(ARN);
        assertThat(functions.calls().get(0).timeout()).isEqualTo(Duration.ofSeconds(60));
        JsonNode event = event();
        assertThat(event.propertyStream().map(Map.Entry::getKey))
                .containsExactly(
                        "requestContext",
                        "httpMethod",
                        "path",
                        "queryStringParameters",
                        "headers",
                        "body",
                        "isBase64Encoded");
        assertThat(event.at("/requestContext/elb/targetGroupArn").asText()).isEqualTo(AlbFixtures.groupArn("f"));
        assertThat(event.path("httpMethod").asText()).isEqualTo("GET");
        assertThat(event.path("path").asText()).isEqualTo("/a%2Fb");
        assertThat(event.path("queryStringParameters").toString()).isEqualTo("{\"q\":\"2\",\"empty\":\"\"}");
        assertThat(event.at("/headers/x-two").asText()).isEqualTo("b");
        assertThat(event.at("/headers/user-agent").asText()).isEqualTo("curl/8");
        assertThat(event.at("/headers/host").asText()).isEqualTo("example.com");
        assertThat(event.at("/headers/x-forwarded-for").asText()).isEqualTo("203.0.113.7");
        assertThat(event.at("/headers/x-forwarded-port").asText()).isEqualTo("80");
        assertThat(event.at("/headers/x-forwarded-proto").asText()).isEqualTo("http");
        assertThat(event.at("/headers/x-amzn-trace-id").asText()).startsWith("Root=1-");
        assertThat(event.path("body").asText()).isEmpty();
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    }

    @Test
    void multiValueGroupsGetLists() throws JsonProcessingException {
        group(MULTI, ARN);
        send(FakeExchange.get("/?q=1&q=2", "X-Two", "a", "X-Two", "b"));
        assertThat(event().path("multiValueQueryStringParameters").toString()).isEqualTo("{\"q\":[\"1\",\"2\"]}");
        assertThat(event().at("/multiValueHeaders/x-two").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(event().has("headers")).isFalse();
        assertThat(event().has("queryStringParameters")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,,false",
        "text/html; charset=utf-8,,false",
        "application/json,,false",
        "application/javascript,,false",
        "application/xml,,false",
        "image/png,,true",
        "application/x-www-form-urlencoded,,true",
        "application/json,gzip,true"
    })
    @DisplayName("T26: which bodies travel in base64")
    void t26BodiesInBase64(String type, String encoding, boolean base64) throws JsonProcessingException {
        FakeExchange exchange = FakeExchange.post("/", "hello").field("Content-Type", type);
        if (encoding != null) {
            exchange.field("Content-Encoding", encoding);
        }
        send(exchange);
        assertThat(event().path("isBase64Encoded").asBoolean()).isEqualTo(base64);
        String expected =
                base64 ? Base64.getEncoder().encodeToString("hello".getBytes(StandardCharsets.UTF_8)) : "hello";
        assertThat(event().path("body").asText()).isEqualTo(expected);
    }

    @Test
    @DisplayName("T28: parameters are not decoded")
    void t28ParametersAreNotDecoded() throws JsonProcessingException {
        send(FakeExchange.get("/?a=%20b&c+d=e+f"));
        assertThat(event().at("/queryStringParameters/a").asText()).isEqualTo("%20b");
        assertThat(event().at("/queryStringParameters/c+d").asText()).isEqualTo("e+f");
    }

    @Test
    void fieldsAndBodiesThatAreUtf8StaySo() throws JsonProcessingException {
        String octets = new String("é€".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        send(FakeExchange.post("/", "ü").field("Content-Type", "text/plain").field("X-Name", octets));
        assertThat(event().at("/headers/x-name").asText()).isEqualTo("é€");
        assertThat(event().path("body").asText()).isEqualTo("ü");
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        FakeExchange exchange = send(FakeExchange.get("/", "X-Name", "\u00ff"));
        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.trail().last("errorReason")).isEqualTo("LambdaBadRequest");
        assertThat(functions.calls()).isEmpty();
    }

    @Test
    @DisplayName("T30: hop-by-hop fields of the function are dropped, Content-Length is computed")
    void t30HopByHopFieldsAreDropped() {
        functions.returns("{\"statusCode\":201,\"statusDescription\":\"201 Made it\",\"headers\":{\"X-A\":\"1\","
                + "\"Connection\":\"close\",\"Transfer-Encoding\":\"chunked\",\"Content-Length\":\"99\","
                + "\"Content-Type\":\"text/plain\"},\"body\":\"grüße\"}");
        FakeExchange exchange = send(FakeExchange.get("/"));
        assertThat(exchange.status()).isEqualTo(201);
        assertThat(exchange.responseHead().status().reasonPhrase()).isEqualTo("Made it");
        assertThat(exchange.responseHead().length()).isEqualTo(7);
        assertThat(exchange.text()).isEqualTo("grüße");
        assertThat(exchange.responseFieldNames())
                .containsExactly("x-a", "content-type", "date", "connection", "server");
        assertThat(exchange.responseField("Connection")).isEqualTo("keep-alive");
        assertThat(exchange.responseField("Server")).isEqualTo("awselb/2.0");
    }

    @Test
    void aStatusAloneIsAnAnswer() {
        functions.returns("{\"statusCode\":204}");
        assertThat(send(FakeExchange.get("/")).status()).isEqualTo(204);
    }

    @Test
    void base64BodiesAreDecoded() {
        functions.returns("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"aGVsbG8=\"}");
        assertThat(send(FakeExchange.get("/")).text()).isEqualTo("hello");
    }

    @Test
    void multiValueGroupsAnswerByLists() {
        group(MULTI, ARN);
        functions.returns("{\"statusCode\":200,\"headers\":{\"X-Single\":\"1\"},\"multiValueHeaders\":"
                + "{\"Set-Cookie\":[\"a=1\",\"b=2\"]},\"body\":\"\"}");
        FakeExchange exchange = send(FakeExchange.get("/"));
        assertThat(exchange.responseHead().headers().getAll("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(exchange.responseField("X-Single")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "[]",
                "{}",
                "{\"statusCode\":\"200\"}",
                "{\"statusCode\":200} {}",
                "{\"statusCode\":99}",
                "{\"statusCode\":200,\"body\":null}",
                "{\"statusCode\":200,\"body\":{}}",
                "{\"statusCode\":200,\"headers\":null}",
                "{\"statusCode\":200,\"headers\":{\"X-N\":1}}",
                "{\"statusCode\":200,\"headers\":{\"X N\":\"1\"}}",
                "{\"statusCode\":200,\"headers\":{\"X-N\":\"1\\r\\nX-Evil: 1\"}}",
                "{\"statusCode\":200,\"statusDescription\":\"200 OK\\r\\nX-Evil: 1\"}",
                "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"aGVs\\r\\nbG8=\"}",
                "{\"statusCode\":200,\"isBase64Encoded\":\"true\",\"body\":\"\"}"
            })
    void whatIsNoResponseAnswers502(String payload) {
        functions.returns(payload);
        FakeExchange exchange = send(FakeExchange.get("/"));
        assertThat(exchange.status()).isEqualTo(502);
        assertThat(exchange.responseField("Server")).isEqualTo("awselb/2.0");
        assertThat(exchange.trail().last("errorReason")).isEqualTo("LambdaInvalidResponse");
        assertThat(exchange.trail().failedStep()).isEqualTo("target");
    }

    @Test
    void tooManyHeaderFieldsAnswer502() {
        functions.returns("{\"statusCode\":200,\"headers\":{\"X-A\":\"" + "a".repeat(33 * 1024) + "\"}}");
        assertThat(send(FakeExchange.get("/")).status()).isEqualTo(502);
    }

    @ParameterizedTest
    @CsvSource({
        "FUNCTION_ERROR,502,LambdaUnhandled",
        "ACCESS_DENIED,502,LambdaAccessDenied",
        "NOT_FOUND,502,LambdaResourceNotFound",
        "THROTTLED,502,LambdaThrottling",
        "TOO_LARGE,502,LambdaRequestTooLarge",
        "REFUSED,502,LambdaServiceException",
        "UNREACHABLE,502,LambdaConnectionError",
        "TIMED_OUT,504,LambdaConnectionTimeout"
    })
    void failuresAnswerAsAwsDoes(Reason reason, int status, String logged) {
        functions.fails(reason, "for a reason");
        FakeExchange exchange = send(FakeExchange.get("/"));
        assertThat(exchange.status()).isEqualTo(status);
        assertThat(exchange.trail().last("errorReason")).isEqualTo(logged);
        assertThat(exchange.trail().failureReason()).contains(logged, "for a reason");
    }

    @Test
    void oneMegabyteIsTheMost() {
        String most = "a".repeat(Invoking.MAX_BYTES);
        assertThat(send(FakeExchange.post("/", most)).status()).isEqualTo(200);
        FakeExchange more = send(FakeExchange.post("/", most + "a"));
        assertThat(more.status()).isEqualTo(413);
        assertThat(more.trail().last("errorReason")).isEqualTo("LambdaRequestTooLarge");
        functions.returns("{\"statusCode\":200,\"body\":\"" + most + "\"}");
        FakeExchange answer = send(FakeExchange.get("/"));
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.trail().last("errorReason")).isEqualTo("LambdaResponseTooLarge");
    }

    @Test
    void largeBodiesAreForWorkers() {
        send(FakeExchange.post("/", "small"));
        assertThat(offLoop).isZero();
        functions.returns("{\"statusCode\":200,\"body\":\"" + "a".repeat(100_000) + "\"}");
        assertThat(send(FakeExchange.post("/", "a".repeat(100_000))).text()).hasSize(100_000);
        assertThat(offLoop).isEqualTo(2);
        busy = true;
        assertThat(send(FakeExchange.get("/")).status()).isEqualTo(502);
        assertThat(send(FakeExchange.post("/", "a".repeat(100_000))).status()).isEqualTo(500);
    }

    @Test
    void aGroupWithoutFunctionAnswers503() {
        group(Map.of());
        assertThat(send(FakeExchange.get("/")).status()).isEqualTo(503);
    }

    @Test
    void functionsTakeNoWebSockets() {
        FakeExchange exchange =
                send(FakeExchange.get("/", "Connection", "keep-alive, Upgrade", "Upgrade", "websocket"));
        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.trail().last("errorReason")).isEqualTo("LambdaWebsocketNotSupported");
    }

    @Test
    void whoeverLeavesCancelsTheCall() {
        functions.hang();
        FakeExchange exchange = send(
                FakeExchange.of("POST", "/").body(RequestBody.of(Unpooled.copiedBuffer("x", StandardCharsets.UTF_8))));
        exchange.leave();
        assertThat(functions.cancelled()).isEqualTo(1);
    }

    @Test
    void functionsAreCheckedWhereThatIsAskedFor() throws JsonProcessingException {
        ManualTimer timer = new ManualTimer();
        HealthChecker checker = new HealthChecker(
                shop.targets, (LambdaTargets) functions, FakeExchange.get("/").eventLoop(), timer);
        checker.follow(state.snapshot());
        timer.pass(Duration.ofSeconds(100));
        assertThat(functions.calls()).isEmpty();
        assertThat(health(checker)).isEqualTo("unavailable Target.HealthCheckDisabled");
        state.change(s -> s.with(AlbFixtures.function("f", AlbFixtures.FUNCTION_CHECKED, Map.of(), ARN)));
        checker.follow(state.snapshot());
        timer.run();
        assertThat(functions.event())
                .isEqualTo("{\"requestContext\":{\"elb\":{\"targetGroupArn\":\"" + AlbFixtures.groupArn("f")
                        + "\"}},\"httpMethod\":\"GET\",\"path\":\"/up\",\"queryStringParameters\":{},"
                        + "\"headers\":{\"user-agent\":\"ELB-HealthChecker/2.0\"},\"body\":\"\","
                        + "\"isBase64Encoded\":false}");
        assertThat(health(checker)).isEqualTo("healthy ");
        functions.returns("{\"statusCode\":500}");
        timer.pass(Duration.ofSeconds(70));
        assertThat(health(checker)).isEqualTo("unhealthy Target.ResponseCodeMismatch");
        functions.fails(Reason.FUNCTION_ERROR, "boom");
        timer.pass(Duration.ofSeconds(35));
        assertThat(health(checker)).isEqualTo("unhealthy Target.FailedHealthChecks");
        functions.fails(Reason.TIMED_OUT, "late");
        timer.pass(Duration.ofSeconds(35));
        assertThat(health(checker)).isEqualTo("unhealthy Target.Timeout");
    }

    private String health(HealthChecker checker) {
        var group = state.state().targetGroups().get(AlbFixtures.groupArn("f"));
        var found = checker.health(group, group.targets().firstEntry().getValue());
        return found.state() + " " + found.reason();
    }
}
