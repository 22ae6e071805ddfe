package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.wire.FakeExchange;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients get of a Lambda function's answer. */
class FunctionCallTest {

    private static final String SERVER_ERROR = "{\"message\": \"Internal server error\"}";

    private final Gateway gateway = Gateway.of(LambdaEventTest.api("/{proxy+}"));

    @Test
    void theClientGetsTheFunctionsResponse() {
        gateway.functions.returns("""
                {"statusCode": 201, "headers": {"X-One": "1", "X-True": true, "X-Number": 5},
                 "multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]}, "body": "{\\"a\\": \\"\u00e9\\"}",
                 "isBase64Encoded": false}""");
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.status()).isEqualTo(201);
        assertThat(exchange.text()).isEqualTo("{\"a\": \"\u00e9\"}");
        assertThat(exchange.responseFieldNames())
                .containsExactly(
                        "date",
                        "x-amzn-requestid",
                        "x-amz-apigw-id",
                        "x-amzn-trace-id",
                        "set-cookie",
                        "set-cookie",
                        "x-one",
                        "x-true",
                        "x-number",
                        "content-type");
        assertThat(exchange.responseField("X-True")).isEqualTo("true");
        assertThat(exchange.responseField("X-Number")).isEqualTo("5");
        assertThat(exchange.responseField("Content-Type")).isEqualTo("application/json");
        assertThat(exchange.responseField("X-Amzn-Trace-Id"))
                .isEqualTo("Root=1-69a7bdbf-aaaaaaaaaaaaaaaaaaaaaaaa;Parent=aaaaaaaaaaaaaaaa;Sampled=0"
                        + ";Lineage=1:aaaaaaaa:0");
        assertThat(exchange.trail().last("integration")).isEqualTo("AWS_PROXY");
        assertThat(exchange.trail().last("function")).isEqualTo(LambdaEventTest.FUNCTION);
        assertThat(exchange.trail().last("upstreamStatus")).isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"statusCode\": 200}", "{\"statusCode\": \"200\", \"body\": null, \"headers\": null}"})
    void nothingIsRequired(String payload) {
        gateway.functions.returns(payload);
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.text()).isEmpty();
        assertThat(exchange.responseHead().length()).isZero();
        assertThat(exchange.responseField("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"statusCode\": 200, \"wrongValue\": \"value\"} | it has a member 'wrongValue'",
                "{\"statusCode\": 200, \"body\": {\"hey\": \"dude\"}} | its body is no string: {\"hey\":\"dude\"}",
                "{\"statusCode\": 200, \"body\": 5} | its body is no string",
                "{\"statusCode\": 0, \"body\": \"x\"} | its statusCode is 0",
                "{\"statusCode\": \"OK\"} | its statusCode is",
                "{\"statusCode\": 200.5} | its statusCode is",
                "{\"statusCode\": true} | its statusCode is",
                "{\"statusCode\": 100} | its statusCode is",
                "{\"headers\": [\"a\"]} | its headers is no object",
                "{\"headers\": {\"a\": {\"b\": 1}}} | its header a has a value that is no string",
                "{\"multiValueHeaders\": {\"x-powered-by\": \"PHP\"}} | its multiValueHeaders hold no list for x-powered-by",
                "{\"isBase64Encoded\": \"true\"} | its isBase64Encoded is",
                "\"text\" | it is no JSON object",
                "null | it is no JSON object",
                "[] | it is no JSON object",
                "not json | it is not JSON: not json",
                "{} {} | it is not JSON",
            })
    void whatIsNoResponseIsABadGateway(String payload, String reason) {
        Gateway binary = Gateway.of(LambdaEventTest.api("/{proxy+}").binaryMediaTypes("*/*"));
        binary.functions.returns(payload);
        FakeExchange exchange = binary.get("/dev/x");
        assertThat(exchange.status()).isEqualTo(502);
        assertThat(exchange.text()).isEqualTo(SERVER_ERROR);
        assertThat(exchange.responseField("x-amzn-ErrorType")).isEqualTo("InternalServerErrorException");
        assertThat(exchange.responseField("X-Amzn-Trace-Id")).startsWith("Root=1-");
        assertThat(exchange.trail().failureReason()).startsWith("Malformed Lambda proxy response: " + reason);
    }

    @Test
    void anEmptyAnswerIsABadGateway() {
        gateway.functions.returns("");
        assertThat(gateway.get("/dev/x").status()).isEqualTo(502);
    }

    @Test
    void aFunctionThatFailsIsABadGateway() {
        gateway.functions.answers(
                FakeFunctions.error(
                        "{\"errorMessage\": \"boom\", \"errorType\": \"Exception\", \"requestId\": \"17\", \"stackTrace\": []}"));
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.status()).isEqualTo(502);
        assertThat(exchange.text()).isEqualTo(SERVER_ERROR);
        assertThat(exchange.trail().failureReason())
                .isEqualTo("Lambda execution failed with status 200 due to customer function error: boom."
                        + " Lambda request id: 17");
    }

    @Test
    void aFunctionThatFailsWithoutWordsIsABadGateway() {
        gateway.functions.answers(FakeFunctions.error("killed"));
        assertThat(gateway.get("/dev/x").status()).isEqualTo(502);
    }

    @ParameterizedTest
    @MethodSource
    void whatLambdaRefuses(Result result, int status, String body) {
        gateway.functions.answers(result);
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.status()).isEqualTo(status);
        assertThat(exchange.text()).isEqualTo(body);
        assertThat(exchange.trail().failureReason()).isEqualTo("why");
    }

    static Stream<Arguments> whatLambdaRefuses() {
        return Stream.of(
                Arguments.of(new Result.NotFound("why"), 500, SERVER_ERROR),
                Arguments.of(new Result.AccessDenied("why"), 500, SERVER_ERROR),
                Arguments.of(new Result.NotConfigured("why"), 500, SERVER_ERROR),
                Arguments.of(new Result.Refused(429, "TooManyRequestsException", "why"), 500, SERVER_ERROR),
                Arguments.of(
                        new Result.Refused(413, "RequestTooLargeException", "why"),
                        413,
                        "{\"message\":\"Request Too Long\"}"),
                Arguments.of(
                        new Result.Unreachable("why"),
                        504,
                        "{\"message\": \"Network error communicating with endpoint\"}"),
                Arguments.of(new Result.TimedOut("why"), 504, "{\"message\": \"Endpoint request timed out\"}"));
    }

    @Test
    void headersAreRenamedAndDropped() {
        gateway.functions.returns("""
                {"headers": {"Authorization": "a", "Connection": "close", "Content-Length": "7", "Content-MD5": "c",
                 "Date": "d", "Max-Forwards": "m", "Server": "s", "User-Agent": "u", "WWW-Authenticate": "w",
                 "Host": "h", "Transfer-Encoding": "t", "Via": "v", "Expect": "e", "TE": "t", "Upgrade": "u",
                 "Trailer": "t", "Proxy-Authenticate": "p", "Content-Encoding": "gzip", "Accept": "x", "Age": "1",
                 "content-type": "text/html", "Warn": "y"}, "body": "x"}""");
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.responseFieldNames())
                .containsExactly(
                        "date",
                        "x-amzn-requestid",
                        "x-amz-apigw-id",
                        "x-amzn-trace-id",
                        "x-amzn-remapped-authorization",
                        "x-amzn-remapped-connection",
                        "x-amzn-remapped-content-length",
                        "x-amzn-remapped-content-md5",
                        "x-amzn-remapped-date",
                        "x-amzn-remapped-max-forwards",
                        "x-amzn-remapped-server",
                        "x-amzn-remapped-user-agent",
                        "x-amzn-remapped-www-authenticate",
                        "content-encoding",
                        "accept",
                        "age",
                        "content-type",
                        "warn");
        assertThat(exchange.responseHead().length()).isEqualTo(1);
    }

    @Test
    void valuesOfBothHeaderMembersAreMergedTheListsFirst() {
        gateway.functions.returns("""
                {"headers": {"Combined": "single", "Same": "a"},
                 "multiValueHeaders": {"Combined": ["one", "two"], "Same": ["a"]}}""");
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.responseHead().headers().getAll("Combined")).containsExactly("one", "two", "single");
        assertThat(exchange.responseHead().headers().getAll("Same")).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image/png, hello",
        "image/png, 'image/png,text/html', hello",
        "image/png, 'text/html,image/png', aGVsbG8=",
        "image/png, , aGVsbG8=",
        "*/*, , hello",
        "*/*, text/html, hello",
    })
    void whoTakesBinaryGetsBytes(String type, String accept, String body) {
        Gateway binary = Gateway.of(LambdaEventTest.api("/{proxy+}").binaryMediaTypes(type));
        binary.functions.returns("{\"body\": \"aGVsbG8=\", \"isBase64Encoded\": true}");
        FakeExchange request = Gateway.request("GET", "/dev/x");
        assertThat(binary.serve(accept == null ? request : request.field("Accept", accept))
                        .text())
                .isEqualTo(body);
    }

    @Test
    void withoutBinaryTypesBase64Stays() {
        gateway.functions.returns("{\"body\": \"aGVsbG8=\", \"isBase64Encoded\": true}");
        assertThat(gateway.get("/dev/x").text()).isEqualTo("aGVsbG8=");
    }

    @Test
    void base64ThatIsNoneIsAConfigurationError() {
        Gateway binary = Gateway.of(LambdaEventTest.api("/{proxy+}").binaryMediaTypes("*/*"));
        binary.functions.returns("{\"body\": \"*\", \"isBase64Encoded\": true}");
        FakeExchange exchange = binary.get("/dev/x");
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.trail().failureReason()).contains("no base64");
    }

    @Test
    void aHeadHasTheLengthOfTheBody() {
        gateway.functions.returns("{\"body\": \"hello\"}");
        FakeExchange exchange = gateway.serve(Gateway.request("HEAD", "/dev/x"));
        assertThat(exchange.responseHead().length()).isEqualTo(5);
        assertThat(exchange.bytes()).isEmpty();
    }

    @Test
    void aClientThatLeavesEndsTheCall() {
        gateway.functions.silent();
        FakeExchange exchange = gateway.get("/dev/x");
        exchange.leave();
        assertThat(gateway.functions.cancelled).isTrue();
        gateway.functions.waiting.accept(FakeFunctions.returned("{}"));
        assertThat(exchange.hasHead()).isFalse();
    }

    @Test
    void forAClientThatHasLeftNobodyIsCalled() {
        FakeExchange request = Gateway.request("GET", "/dev/x");
        request.leave();
        gateway.serve(request);
        assertThat(gateway.functions.calls).isEmpty();
        assertThat(request.hasHead()).isFalse();
    }

    @Test
    void whatTheApiCompressesIsCompressedButWhatTheFunctionHas() {
        Gateway compressing = Gateway.of(LambdaEventTest.api("/{proxy+}").minimumCompressionSize(0));
        compressing.functions.returns("{\"body\": \"hello\"}");
        FakeExchange plain = compressing.serve(Gateway.request("GET", "/dev/x").field("Accept-Encoding", "gzip"));
        plain.runPending();
        assertThat(plain.responseField("Content-Encoding")).isEqualTo("gzip");
        compressing.functions.returns("{\"body\": \"hello\", \"headers\": {\"Content-Encoding\": \"br\"}}");
        FakeExchange coded = compressing.serve(Gateway.request("GET", "/dev/x").field("Accept-Encoding", "gzip"));
        coded.runPending();
        assertThat(coded.responseField("Content-Encoding")).isEqualTo("br");
        assertThat(coded.text()).isEqualTo("hello");
    }

    @Test
    void aBigAnswerIsReadByAWorker() {
        gateway.functions.returns("{\"body\": \"" + "x".repeat(100_000) + "\"}");
        FakeExchange exchange = gateway.get("/dev/x");
        exchange.runPending();
        assertThat(exchange.text()).hasSize(100_000);
    }
}
