package io.underpass.emulator.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.underpass.aws.Scope;
import io.underpass.emulator.assembly.TargetConnections;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.LambdaFunctions.Call;
import io.underpass.gateway.LambdaFunctions.InvocationType;
import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.gateway.LambdaFunctions.Running;
import io.underpass.gateway.PrivateLinks.Resolution;
import io.underpass.wire.Behaviours;
import io.underpass.wire.EventLoops;
import io.underpass.wire.FreePort;
import io.underpass.wire.TestOrigin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that answers as Lambda, and those who stand in for it, do. */
class InvokeApiTest {

    private static final String ORDERS = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final Duration A_LONG_TIME = Duration.ofMinutes(1);
    private static final String RUNTIME_PATH = "/2015-03-31/functions/function/invocations";

    private final EventLoops loops = EventLoops.of(1);
    private final EventLoop eventLoop = loops.next();
    private final TargetConnections connections = new TargetConnections(loops);
    private final InternetOrigins origins = (endpoint, insecure, shown) ->
            new Resolution.Resolved(connections.to(endpoint.host(), endpoint.port(), A_LONG_TIME, A_LONG_TIME));
    private final TestOrigin lambda = TestOrigin.start();

    @AfterEach
    void close() {
        connections.close();
        loops.close();
        lambda.close();
    }

    @Test
    void callsTheFunctionByName() {
        lambda.behave(Behaviours.status(200, "{\"statusCode\":200}", "X-Amz-Executed-Version: 7"));
        Result result = call(api(url()), ORDERS);
        assertThat(returned(result).status()).isEqualTo(200);
        assertThat(returned(result).payload()).asString(UTF_8).isEqualTo("{\"statusCode\":200}");
        assertThat(returned(result).functionError()).isEmpty();
        assertThat(returned(result).executedVersion()).isEqualTo("7");

        TestOrigin.Request request = lambda.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/2015-03-31/functions/orders/invocations");
        assertThat(request.bodyText()).isEqualTo("{\"a\":1}");
        assertThat(request.header("X-Amz-Invocation-Type")).contains("RequestResponse");
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.header("Host")).contains("127.0.0.1:" + lambda.port());
        assertThat(request.header("Authorization").orElseThrow())
                .startsWith("AWS4-HMAC-SHA256 Credential=123456789012/")
                .contains("/eu-west-1/lambda/aws4_request");
    }

    @Test
    void theQualifierIsAParameter() {
        call(api(url()), ORDERS + ":live");
        call(api(url()), ORDERS + ":$LATEST");
        assertThat(lambda.requests())
                .extracting(TestOrigin.Request::target)
                .containsExactly(
                        "/2015-03-31/functions/orders/invocations?Qualifier=live",
                        "/2015-03-31/functions/orders/invocations?Qualifier=%24LATEST");
    }

    @Test
    void anEventIsQueued() {
        lambda.behave(Behaviours.status(202, ""));
        Result result = await(start(
                api(url()),
                new Call(ORDERS, "{}".getBytes(UTF_8), InvocationType.EVENT, SCOPE, eventLoop, A_LONG_TIME)));
        assertThat(returned(result).status()).isEqualTo(202);
        assertThat(lambda.requests().get(0).header("X-Amz-Invocation-Type")).contains("Event");
    }

    @Test
    void aFunctionsErrorIsNamed() {
        lambda.behave(Behaviours.status(
                200, "{\"errorMessage\":\"boom\",\"errorType\":\"Exception\"}", "X-Amz-Function-Error: Unhandled"));
        Result.Returned returned = returned(call(api(url()), ORDERS));
        assertThat(returned.functionError()).contains("Unhandled");
        assertThat(returned.payload()).asString(UTF_8).contains("boom");
    }

    @Test
    void aRuntimeEmulatorIsCalledAsItIs() {
        call(api("orders=" + url() + RUNTIME_PATH), ORDERS + ":live");
        assertThat(lambda.requests().get(0).target()).isEqualTo(RUNTIME_PATH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"errorType\":\"Error\",\"errorMessage\":\"failure\",\"trace\":[\"Error: failure\"]} | failure",
                "Task timed out after 1.00 seconds | Task timed out after 1.00 seconds",
            })
    void aRuntimeEmulatorsErrorsAreToldByTheirLooks(String body, String message) {
        lambda.behave(Behaviours.status(200, body));
        Result.Returned returned = returned(call(api("orders=" + url() + RUNTIME_PATH), ORDERS));
        assertThat(returned.functionError()).contains("Unhandled");
        assertThat(returned.payload()).asString(UTF_8).contains("\"errorMessage\":\"" + message + "\"");
    }

    @Test
    void othersSayThemselvesWhatIsAnError() {
        lambda.behave(Behaviours.status(200, "{\"errorType\":\"Error\",\"errorMessage\":\"a value like others\"}"));
        assertThat(returned(call(api(url()), ORDERS)).functionError()).isEmpty();
    }

    @Test
    void whatLambdaDoesNotKnow() {
        lambda.behave(Behaviours.status(
                404,
                "{\"Type\":\"User\",\"Message\":\"Function not found: " + ORDERS + "\"}",
                "x-amzn-ErrorType: ResourceNotFoundException"));
        assertThat(call(api(url()), ORDERS))
                .isEqualTo(new Result.NotFound("Lambda at " + url()
                        + " answered 404 ResourceNotFoundException for function orders: Function not found: "
                        + ORDERS));
    }

    @Test
    void whatLambdaRefuses() {
        lambda.once(Behaviours.status(403, "{\"message\":\"no\"}", "x-amzn-ErrorType: AccessDeniedException:http://x"))
                .once(Behaviours.status(
                        429, "{\"Message\":\"Rate Exceeded.\"}", "x-amzn-ErrorType: TooManyRequestsException"))
                .once(Behaviours.status(502, "<html>"));
        assertThat(call(api(url()), ORDERS))
                .isEqualTo(new Result.AccessDenied(
                        "Lambda at " + url() + " answered 403 AccessDeniedException for function orders: no"));
        assertThat(call(api(url()), ORDERS))
                .isEqualTo(new Result.Refused(
                        429,
                        "TooManyRequestsException",
                        "Lambda at " + url()
                                + " answered 429 TooManyRequestsException for function orders: Rate Exceeded."));
        assertThat(call(api(url()), ORDERS))
                .isEqualTo(new Result.Refused(
                        502, "", "Lambda at " + url() + " answered 502 for function orders: <html>"));
    }

    @Test
    void nobodyAtTheEndpoint() {
        String nowhere = "http://127.0.0.1:" + FreePort.any();
        assertThat(call(api(nowhere), ORDERS))
                .isInstanceOfSatisfying(
                        Result.Unreachable.class,
                        result -> assertThat(result.detail()).startsWith("Lambda at " + nowhere));
    }

    @Test
    void noEndpointIsNamedWithItsSetting() {
        assertThat(call(new InvokeApi(ServiceEndpoints.NONE, origins, InstantSource.system()), ORDERS))
                .isInstanceOfSatisfying(
                        Result.NotConfigured.class,
                        result -> assertThat(result.detail())
                                .contains("orders")
                                .contains("--lambda-endpoint")
                                .contains("UNDERPASS_LAMBDA_ENDPOINT"));
    }

    @Test
    void aFunctionThatTakesTooLong() {
        lambda.behave(Behaviours.hang());
        Result result = await(
                start(api(url()), Call.of(ORDERS, "{}".getBytes(UTF_8), SCOPE, eventLoop, Duration.ofMillis(100))));
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.TimedOut.class, late -> assertThat(late.detail()).contains("100 ms"));
        Awaitility.await().until(() -> lambda.connectionsOpen() == 0);
    }

    @Test
    void aCancelledCallEndsItsConnectionAndAnswersNothing() {
        lambda.behave(Behaviours.hang());
        CompletableFuture<Result> result = new CompletableFuture<>();
        CompletableFuture<Running> running = new CompletableFuture<>();
        eventLoop.execute(() -> running.complete(api(url())
                .invoke(Call.of(ORDERS, "{}".getBytes(UTF_8), SCOPE, eventLoop, A_LONG_TIME), result::complete)));
        Awaitility.await().until(() -> lambda.count() == 1);
        eventLoop.execute(() -> running.join().cancel());
        Awaitility.await().until(() -> lambda.connectionsOpen() == 0);
        assertThat(result).isNotDone();
    }

    @Test
    void anEventThatIsTooLargeIsNotSent() {
        Result result = await(start(
                api(url()), Call.of(ORDERS, new byte[InvokeApi.MAX_PAYLOAD_BYTES + 1], SCOPE, eventLoop, A_LONG_TIME)));
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(413));
        assertThat(lambda.count()).isZero();
    }

    @Test
    void anAnswerThatIsTooLargeIsTheFunctionsError() {
        lambda.behave(Behaviours.status(200, "x".repeat(InvokeAnswer.MAX_RESPONSE_BYTES + 1)));
        Result.Returned returned = returned(call(api(url()), ORDERS));
        assertThat(returned.functionError()).contains("Unhandled");
        assertThat(returned.payload()).asString(UTF_8).contains("Function.ResponseSizeTooLarge");
    }

    private String url() {
        return "http://127.0.0.1:" + lambda.port();
    }

    private InvokeApi api(String... endpoints) {
        return new InvokeApi(ServiceEndpoints.of(List.of(endpoints), ""), origins, InstantSource.system());
    }

    private Result call(InvokeApi api, String function) {
        return await(start(api, Call.of(function, "{\"a\":1}".getBytes(UTF_8), SCOPE, eventLoop, A_LONG_TIME)));
    }

    private CompletableFuture<Result> start(InvokeApi api, Call call) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        eventLoop.execute(() -> api.invoke(call, found -> {
            assertThat(eventLoop.inEventLoop()).isTrue();
            result.complete(found);
        }));
        return result;
    }

    private static Result await(CompletableFuture<Result> result) {
        return result.orTimeout(2, TimeUnit.MINUTES).join();
    }

    private static Result.Returned returned(Result result) {
        assertThat(result).isInstanceOf(Result.Returned.class);
        return (Result.Returned) result;
    }
}
