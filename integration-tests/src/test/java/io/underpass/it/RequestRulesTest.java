package io.underpass.it;

import static io.underpass.it.ApiDraft.assertError;
import static io.underpass.it.ApiDraft.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of which the conformance cases are samples, against the whole emulator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestRulesTest {

    private static final String INTERNAL = "{\"message\": \"Internal server error\"}";

    /** Every field of AWS's table of header fields. */
    private static final String[] FIELDS = {
        "Accept: text/a",
        "Accept-Charset: utf-8",
        "Accept-Encoding: identity",
        "Age: 1",
        "Authorization: Bearer x",
        "Connection: keep-alive",
        "Content-Encoding: identity",
        "Content-MD5: x",
        "Content-Type: text/b",
        "Date: Mon, 01 Jan 2024 00:00:00 GMT",
        "Max-Forwards: 3",
        "Pragma: p",
        "Proxy-Authenticate: x",
        "Range: bytes=0-1",
        "Referer: http://r",
        "Server: s",
        "TE: trailers",
        "Trailer: X-T",
        "Upgrade: h2",
        "User-Agent: mine",
        "Via: 1.1 v",
        "Warn: w",
        "WWW-Authenticate: x",
        "X-Own: o",
    };

    private final TestOrigin backend = TestOrigin.start();
    private final RunningEmulator emulator = new RunningEmulator();
    private final ControlCalls aws = new ControlCalls(emulator.endpoint());

    @BeforeEach
    void answerOk() {
        backend.behave(Behaviours.status(200, "OK"));
    }

    @AfterAll
    void stop() {
        emulator.close();
        backend.close();
    }

    @Test
    void whatACustomIntegrationSendsWithoutMappings() {
        ApiDraft api = custom("");
        assertThat(api.send("GET", "/dev/x?a=1", "", FIELDS).status()).isEqualTo(200);
        assertThat(last().target()).isEqualTo("/");
        assertThat(last().headers())
                .contains(
                        "Accept: application/json",
                        "User-Agent: AmazonAPIGateway_" + api.id(),
                        "X-Amzn-Apigateway-Api-Id: " + api.id(),
                        "Host: 127.0.0.1:" + backend.port());
        assertThat(names(last().headers()))
                .isSubsetOf(
                        "accept",
                        "content-length",
                        "host",
                        "user-agent",
                        "x-amzn-apigateway-api-id",
                        "x-amzn-trace-id",
                        "connection");
    }

    @Test
    void whatAProxySendsWithoutMappings() {
        ApiDraft api = proxy("");
        assertThat(api.send("GET", "/dev/x?a=1&a=2", "", FIELDS).status()).isEqualTo(200);
        assertThat(last().target()).isEqualTo("/?a=1&a=2");
        assertThat(last().headers())
                .contains(
                        "Accept: text/a",
                        "Accept-Charset: utf-8",
                        "Accept-Encoding: identity",
                        "Age: 1",
                        "Authorization: Bearer x",
                        "Content-Type: text/b",
                        "Date: Mon, 01 Jan 2024 00:00:00 GMT",
                        "Pragma: p",
                        "Range: bytes=0-1",
                        "Referer: http://r",
                        "User-Agent: mine",
                        "Warn: w",
                        "X-Own: o",
                        "X-Amzn-Apigateway-Api-Id: " + api.id(),
                        "X-Forwarded-For: 127.0.0.1");
        assertThat(names(last().headers()))
                .contains("x-forwarded-port", "x-forwarded-proto", "x-amzn-trace-id")
                .doesNotContain(
                        "content-encoding",
                        "content-md5",
                        "expect",
                        "max-forwards",
                        "proxy-authenticate",
                        "server",
                        "te",
                        "trailer",
                        "transfer-encoding",
                        "upgrade",
                        "via",
                        "www-authenticate");
    }

    @Test
    void aProxyNamesItselfWhereTheClientDoesNot() {
        ApiDraft api = proxy("");
        api.get("/dev/x");
        assertThat(last().headers()).contains("Accept: application/json", "User-Agent: AmazonAPIGateway_" + api.id());
    }

    @Test
    void queriesOfTheUriAndOfMappingsComeBeforeTheClients() {
        ApiDraft api = new ApiDraft(aws)
                .open(
                        "/{pathVar}",
                        "GET",
                        ",`requestParameters`:{`method.request.path.pathVar`:true,"
                                + "`method.request.querystring.testQueryString`:false,"
                                + "`method.request.querystring.qsVar`:false,`method.request.querystring.none`:false}")
                .integration(
                        "/{pathVar}",
                        "GET",
                        "{`type`:`HTTP_PROXY`,`httpMethod`:`GET`,`uri`:`" + uri()
                                + "?testVar={pathVar}&testQs={qsVar}`,"
                                + "`requestParameters`:{`integration.request.path.pathVar`:`method.request.path.pathVar`,"
                                + "`integration.request.path.qsVar`:`method.request.querystring.qsVar`,"
                                + "`integration.request.querystring.queryString`:"
                                + "`method.request.querystring.testQueryString`,"
                                + "`integration.request.querystring.testQs`:"
                                + "`method.request.querystring.testQueryString`,"
                                + "`integration.request.querystring.none`:`method.request.querystring.none`}}")
                .deploy();
        api.get("/dev/foobar?testQueryString=foo&testVar=bar&qsVar=bar");
        String query = last().target().substring(last().target().indexOf('?') + 1);
        List<String> parameters = List.of(query.split("&"));
        assertThat(parameters.stream().filter(one -> one.startsWith("testVar=")))
                .containsExactly("testVar=foobar", "testVar=bar");
        assertThat(parameters.stream().filter(one -> one.startsWith("testQs=")))
                .containsExactly("testQs=bar", "testQs=foo");
        assertThat(parameters).contains("queryString=foo", "testQueryString=foo");
        assertThat(query).doesNotContain("none");
    }

    @Test
    void theMethodCanBeOverridden() {
        ApiDraft api = new ApiDraft(aws)
                .mock("/x", "PATCH", "patched")
                .mock("/x", "POST", "posted")
                .deploy();
        assertThat(api.send("POST", "/dev/x", "", "X-HTTP-Method-Override: PATCH")
                        .bodyText())
                .isEqualTo("patched");
        assertThat(api.send("POST", "/dev/x", "").bodyText()).isEqualTo("posted");
    }

    @Test
    void slashesBeforeTheStageCountAsOne() {
        ApiDraft api = new ApiDraft(aws).mock("/x", "GET", "found").deploy();
        assertThat(api.get("//dev/x").bodyText()).isEqualTo("found");
        assertThat(api.get("/dev/x/").bodyText()).isEqualTo("found");
    }

    @Test
    void theDefaultEndpointCanBeDisabled() {
        ApiDraft api = new ApiDraft(aws).mock("/x", "GET", "found");
        aws.patch(api.path(), "replace", "/disableExecuteApiEndpoint", "true");
        api.deploy();
        assertError(api.get("/dev/x"), 403, "ForbiddenException", "{\"message\":\"Forbidden\"}");
    }

    @Test
    void aSlashThatIsEncodedReachesTheBackendDecoded() {
        ApiDraft api = new ApiDraft(aws)
                .proxy(
                        "/{proxy+}",
                        "GET",
                        uri() + "{proxy}",
                        ",`requestParameters`:{`integration.request.path.proxy`:`method.request.path.proxy`}")
                .deploy();
        api.get("/dev/a%2Fb");
        assertThat(last().target()).isEqualTo("/a/b");
    }

    @Test
    void whatAMockAnswersWith() {
        TestClient.Response answer =
                new ApiDraft(aws).mock("/x", "GET", "found").deploy().get("/dev/x");
        assertThat(names(answer.headers()))
                .containsExactlyInAnyOrder(
                        "content-type", "content-length", "date", "connection", "x-amzn-requestid", "x-amz-apigw-id");
        assertThat(answer.headers()).contains("Content-Type: application/json");
    }

    @Test
    void whatACustomIntegrationAnswersWith() {
        backend.behave(Behaviours.status(200, "OK", "X-Theirs: 1", "Content-Type: text/plain"));
        TestClient.Response answer = custom("").get("/dev/x");
        assertThat(names(answer.headers()))
                .containsExactlyInAnyOrder(
                        "content-type",
                        "content-length",
                        "date",
                        "connection",
                        "x-amzn-requestid",
                        "x-amz-apigw-id",
                        "x-amzn-trace-id");
        assertThat(answer.headers()).contains("Content-Type: application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "WHEN_NO_MATCH, , 200",
        "WHEN_NO_TEMPLATES, , 200",
        "NEVER, , 415",
        "WHEN_NO_MATCH, text/plain, 200",
        "WHEN_NO_TEMPLATES, text/plain, 200",
        "NEVER, text/plain, 200",
        "WHEN_NO_MATCH, application/xml, 200",
        "WHEN_NO_TEMPLATES, application/xml, 415",
        "NEVER, application/xml, 415",
    })
    void passthroughBehaviours(String behaviour, String templateType, int status) {
        String templates = templateType == null ? "" : ",`requestTemplates`:{`" + templateType + "`:`made`}";
        ApiDraft api = post(",`passthroughBehavior`:`" + behaviour + "`" + templates);
        TestClient.Response answer = api.send("POST", "/dev/x", "sent", "Content-Type: text/plain; charset=utf-8");
        assertThat(answer.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(last().bodyText()).isEqualTo("text/plain".equals(templateType) ? "made" : "sent");
        }
    }

    @Test
    void aStatusThatNoResponseIsFor() {
        ApiDraft api = new ApiDraft(aws)
                .custom("/x", "GET", uri(), "")
                .response("/x", "GET", 400, "{}", "{`selectionPattern`:`4..`}")
                .deploy();
        assertError(api.get("/dev/x"), 500, "InternalServerErrorException", INTERNAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "nothing", "{`statusCode`: `none`}"})
    void aMockWithoutAStatus(String template) {
        ApiDraft api = new ApiDraft(aws).mock("/x", "GET", template, "found").deploy();
        assertError(api.get("/dev/x"), 500, "InternalServerErrorException", INTERNAL);
    }

    @Test
    void aRequestTemplateMayOverrideTheStatusOfTheResponse() {
        ApiDraft api = new ApiDraft(aws)
                .mock(
                        "/x",
                        "GET",
                        "{statusCode: 200}#set($context.responseOverride.status = 444)"
                                + "#set($context.responseOverride.header.foo = `bar`)",
                        "")
                .deploy();
        TestClient.Response answer = api.get("/dev/x");
        assertThat(answer.status()).isEqualTo(444);
        assertThat(answer.header("foo")).contains("bar");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$input.body.anything | ",
                "$input.json('$.x') | \"\"",
                "$input.json('$.a') | {\"b\":1}",
                "$input.path('$.x') | ",
                "#if($input.path('$.x') == $null)null#end#if($input.path('$.x') == \"\")empty#end | nullempty",
                "$input.params('absent') | ",
                "$input.params().querystring.q | v w",
                "$input.params('q') | v w",
                "$util.urlEncode($input.body) | %7B%22a%22%3A+%7B%22b%22%3A+1%7D%2C+%22list%22%3A+%5B%5D%7D",
                "$input.path('$.list') | []",
                "$input.path('$.list').nested | ",
                "$util.escapeJavaScript(\"it's\") | it\\'s",
                "$util.base64Decode($util.base64Encode('x y')) | x y",
                "$undefined | $undefined",
                "$stageVariables.none | ",
                "$context.none | ",
                "$context.resourcePath $context.path $context.stage $context.protocol | /x /dev/x dev HTTP/1.1",
            })
    void whatExpressionsPrint(String template, String printed) {
        backend.behave(Behaviours.echoBody());
        ApiDraft api = post(",`requestTemplates`:{`application/json`:" + text("<" + template + ">") + "}");
        assertThat(api.send("POST", "/dev/x?q=v+w", "{\"a\": {\"b\": 1}, \"list\": []}")
                        .bodyText())
                .isEqualTo("<" + (printed == null ? "" : printed) + ">");
    }

    @Test
    void aBodyOfMoreThanTenMegabytesIsCutOff() {
        ApiDraft api = post("");
        try (TestClient client = TestClient.connect(aws.address())) {
            client.send("POST /dev/x HTTP/1.1\r\nHost: " + api.host() + "\r\nContent-Length: 10485761\r\n\r\n");
            TestClient.Response answer = client.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.bodyText()).isEqualTo("HTTP content length exceeded 10485760 bytes.");
            assertThat(answer.header("Content-Type").orElse("")).startsWith("text/");
        }
    }

    @Test
    void fieldsThatNameNoParametersOfASignature() {
        TestClient.Response answer =
                new ApiDraft(aws).mock("/x", "GET", "found").deploy().get("/dev/none", "Authorization: a=b");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("x-amzn-ErrorType")).contains("IncompleteSignatureException");
        assertThat(answer.bodyText())
                .contains("Authorization header requires 'Credential' parameter.")
                .contains("Authorization header requires 'Signature' parameter.")
                .contains("Authorization header requires 'SignedHeaders' parameter.")
                .contains("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }

    private ApiDraft custom(String more) {
        return new ApiDraft(aws)
                .custom("/x", "GET", uri(), more)
                .response("/x", "GET", 200, "{}", "{}")
                .deploy();
    }

    private ApiDraft post(String more) {
        return new ApiDraft(aws)
                .custom("/x", "POST", uri(), more)
                .response("/x", "POST", 200, "{}", "{}")
                .deploy();
    }

    private ApiDraft proxy(String more) {
        return new ApiDraft(aws).proxy("/x", "GET", uri(), more).deploy();
    }

    private String uri() {
        return "http://127.0.0.1:" + backend.port() + "/";
    }

    private TestOrigin.Request last() {
        return backend.requests().get(backend.count() - 1);
    }

    private static List<String> names(List<String> headers) {
        return headers.stream()
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                .toList();
    }
}
