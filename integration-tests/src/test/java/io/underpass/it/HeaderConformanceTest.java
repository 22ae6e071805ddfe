package io.underpass.it;

import static io.underpass.it.ApiDraft.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Header fields and query parameters on their way to a backend and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeaderConformanceTest {

    private static final List<String> SENT = List.of(
            "Accept",
            "Accept-Charset",
            "Age",
            "Authorization",
            "Content-Encoding",
            "Content-MD5",
            "Content-Type",
            "Date",
            "Max-Forwards",
            "Pragma",
            "Range",
            "Referer",
            "Server",
            "Trailer",
            "Upgrade",
            "User-Agent",
            "Warn",
            "WWW-Authenticate");
    private static final List<String> SWALLOWED = List.of("Connection", "Expect", "Proxy-Authenticate", "TE", "Via");
    private static final List<String> RENAMED = List.of(
            "Authorization",
            "Connection",
            "Content-Length",
            "Content-MD5",
            "Date",
            "Expect",
            "Host",
            "Max-Forwards",
            "Proxy-Authenticate",
            "Server",
            "Trailer",
            "Upgrade",
            "User-Agent",
            "WWW-Authenticate");
    private static final List<String> UNCHANGED = List.of(
            "Accept",
            "Accept-Charset",
            "Accept-Encoding",
            "Age",
            "Content-Encoding",
            "Content-Type",
            "Pragma",
            "Range",
            "Referer",
            "TE",
            "Via",
            "Warn");

    private final EchoFunction function = new EchoFunction();
    private final TestOrigin backend = TestOrigin.start();
    private final RunningEmulator emulator = new RunningEmulator(settings -> settings.services(function.endpoints()));
    private final ControlCalls aws = new ControlCalls(emulator.endpoint());
    private final ApiDraft lambda = new ApiDraft(aws).function("/x", "ANY").deploy();

    @BeforeEach
    void answerOk() {
        backend.behave(Behaviours.status(200, "OK"));
    }

    @AfterAll
    void stop() {
        emulator.close();
        backend.close();
        function.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP", "HTTP_PROXY"})
    @Conformance("H03")
    @DisplayName("H03 A mapped Content-Length fails the request")
    void aMappedContentLength(String type) {
        for (String name : List.of("Content-Length", "Transfer-Encoding")) {
            TestClient.Response answer =
                    api(type, mapping(List.of(name), "'0'")).get("/dev/x");
            assertError(answer, 500, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");
            assertThat(answer.body()).hasSize(36);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP", "HTTP_PROXY"})
    @Conformance("H07")
    @DisplayName("H07 Mapped header fields are sent, but those that are swallowed")
    void mappedFieldsAreSent(String type) {
        ApiDraft api = api(
                type,
                mapping(
                        Stream.of(SENT, SWALLOWED, List.of("Host"))
                                .flatMap(List::stream)
                                .toList(),
                        "'mapped'"));
        assertThat(api.get("/dev/x").status()).isEqualTo(200);
        TestOrigin.Request request = last();
        for (String name : SENT) {
            assertThat(request.headers()).as(name).contains(name + ": mapped");
        }
        assertThat(request.headers()).contains("Host: mapped");
        for (String name : SWALLOWED) {
            assertThat(request.headers()).as(name).doesNotContain(name + ": mapped");
        }
    }

    @Test
    @Conformance("H09")
    @DisplayName("H09 A backend's x-amzn-requestid is renamed, as is what the gateway says itself")
    void aBackendsRequestId() {
        backend.behave(Behaviours.raw("HTTP/1.1 200 OK\r\nx-amzn-requestid: theirs\r\nServer: s\r\nDate: d\r\n"
                + "Connection: keep-alive\r\nContent-Length: 2\r\n\r\nOK"));
        TestClient.Response answer = api("HTTP_PROXY", "").get("/dev/x");
        assertThat(answer.headers())
                .contains(
                        "x-amzn-Remapped-x-amzn-RequestId: theirs",
                        "x-amzn-Remapped-Server: s",
                        "x-amzn-Remapped-Date: d",
                        "x-amzn-Remapped-Connection: keep-alive",
                        "x-amzn-Remapped-Content-Length: 2");
        assertThat(answer.header("x-amzn-RequestId")).get().isNotEqualTo("theirs");
        assertThat(answer.header("Server")).isEmpty();
    }

    @Test
    @Conformance("H10")
    @DisplayName("H10 What the gateway adds to the answer of an HTTP_PROXY backend")
    void whatTheGatewayAdds() {
        TestClient.Response answer = api("HTTP_PROXY", "").get("/dev/x");
        assertThat(names(answer.headers()))
                .containsExactlyInAnyOrder(
                        "Date",
                        "Content-Type",
                        "Content-Length",
                        "Connection",
                        "x-amzn-RequestId",
                        "x-amz-apigw-id",
                        "x-amzn-Remapped-Content-Length");
        assertThat(answer.header("x-amzn-RequestId").orElse(""))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(answer.header("x-amz-apigw-id").orElse("")).endsWith("=");
        assertThat(answer.headers()).contains("Content-Type: application/json", "Connection: keep-alive");
    }

    @Test
    @Conformance("H12")
    @DisplayName("H12 Mapped response header fields are renamed where AWS renames them")
    void mappedResponseFields() {
        List<String> all = Stream.of(RENAMED, UNCHANGED, List.of("Transfer-Encoding"))
                .flatMap(List::stream)
                .toList();
        String declared = all.stream()
                .map(name -> "`method.response.header." + name + "`:false")
                .collect(Collectors.joining(",", "{`responseParameters`:{", "}}"));
        String mapped = all.stream()
                .map(name -> "`method.response.header." + name + "`:`'mapped'`")
                .collect(Collectors.joining(",", "{`responseParameters`:{", "}}"));
        ApiDraft api = new ApiDraft(aws)
                .custom("/x", "GET", uri(), "")
                .response("/x", "GET", 200, declared, mapped)
                .deploy();
        TestClient.Response answer = api.get("/dev/x");
        for (String name : RENAMED) {
            assertThat(answer.headers()).contains("x-amzn-Remapped-" + name + ": mapped");
        }
        for (String name : UNCHANGED) {
            assertThat(answer.headers()).contains(name + ": mapped");
        }
        assertThat(String.join("\n", answer.headers())).doesNotContain("Transfer-Encoding");
        assertThat(answer.header("X-Amzn-Trace-Id").orElse("")).startsWith("Root=1-");
    }

    @Test
    @Conformance("H13")
    @DisplayName("H13 A client that asks for the connection's end is told of it")
    void theConnectionsEnd() {
        ApiDraft api = api("HTTP_PROXY", "");
        try (TestClient client = TestClient.connect(aws.address())) {
            client.send("GET", "/dev/x", "", "Host: " + api.host(), "Connection: close");
            assertThat(client.read().headers()).contains("Connection: close");
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(names(last().headers())).doesNotContain("Connection");
    }

    @Test
    @Conformance("H14")
    @DisplayName("H14 Templates do not see the header fields that are removed at the door")
    void templatesDoNotSeeAllFields() {
        List<String> hidden =
                List.of("Content-MD5", "Max-Forwards", "Proxy-Authenticate", "Server", "TE", "Trailer", "Upgrade");
        List<String> seen = List.of("User-Agent", "Via", "Content-Encoding", "Authorization");
        String template = Stream.concat(hidden.stream(), seen.stream())
                .map(name -> name + "=$input.params('" + name + "')")
                .collect(Collectors.joining(";"));
        ApiDraft api = new ApiDraft(aws).mock("/x", "GET", template).deploy();
        String[] fields = Stream.concat(hidden.stream(), seen.stream())
                .map(name -> name + ": " + (name.equals("TE") ? "trailers" : "identity"))
                .toArray(String[]::new);
        String expected = Stream.concat(
                        hidden.stream().map(name -> name + "="), seen.stream().map(name -> name + "=identity"))
                .collect(Collectors.joining(";"));
        assertThat(api.get("/dev/x", fields).bodyText()).isEqualTo(expected);
    }

    @Test
    @Conformance("H15")
    @DisplayName("H15 A mapped header field takes the place of the client's")
    void aMappedFieldReplaces() {
        ApiDraft api = api(
                "HTTP_PROXY",
                ",`requestParameters`:{" + "`integration.request.header.headerVar`:`method.request.header.foobar`}");
        api.get("/dev/x", "headerVar: request-value", "foobar: mapped-value");
        assertThat(last().headers())
                .contains("headerVar: mapped-value", "foobar: mapped-value")
                .doesNotContain("headerVar: request-value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP", "HTTP_PROXY"})
    @Conformance("H17")
    @DisplayName("H17 A mapping from what the client did not send is left out")
    void aMappingFromNothing(String type) {
        ApiDraft api = api(
                type,
                ",`requestParameters`:{"
                        + "`integration.request.querystring.testEmptyQs`:`method.request.header.absent`,"
                        + "`integration.request.header.testEmpty`:`method.request.querystring.missing`,"
                        + "`integration.request.querystring.sent`:`method.request.header.present`}");
        api.get("/dev/x", "present: yes");
        assertThat(last().target()).isEqualTo("/?sent=yes");
        assertThat(names(last().headers())).doesNotContain("testEmpty");
    }

    @Test
    @Conformance("H19")
    @DisplayName("H19 Of repeated query parameters the single view shows the last")
    void repeatedQueryParameters() {
        JsonNode event = event("/dev/x?category=electronics&category=books");
        assertThat(event.at("/queryStringParameters/category").asText()).isEqualTo("books");
        assertThat(event.at("/multiValueQueryStringParameters/category")).hasToString("[\"electronics\",\"books\"]");
    }

    @Test
    @Conformance("H20")
    @DisplayName("H20 Names of header fields keep their case, but Authorization")
    void namesKeepTheirCase() {
        JsonNode headers = event("/dev/x", "tEsT-HEADeR: aValUE", "aUThorization: Bearer token123;API key456")
                .path("headers");
        assertThat(headers.path("tEsT-HEADeR").asText()).isEqualTo("aValUE");
        assertThat(headers.path("Authorization").asText()).isEqualTo("Bearer token123;API key456");
        assertThat(headers.has("aUThorization")).isFalse();
        api("HTTP_PROXY", "").get("/dev/x", "tEsT-HEADeR: aValUE", "aUThorization: Bearer t");
        assertThat(last().headers()).contains("tEsT-HEADeR: aValUE", "Authorization: Bearer t");
    }

    private JsonNode event(String target, String... headers) {
        assertThat(lambda.get(target, headers).bodyText()).isEqualTo("called");
        return function.event();
    }

    /** An API that calls the backend from {@code /x}; its method declares what the tests map. */
    private ApiDraft api(String type, String more) {
        ApiDraft api = new ApiDraft(aws)
                .open(
                        "/x",
                        "GET",
                        ",`requestParameters`:{`method.request.header.foobar`:false,"
                                + "`method.request.header.present`:false,`method.request.header.absent`:false,"
                                + "`method.request.querystring.missing`:false}")
                .integration(
                        "/x", "GET", "{`type`:`" + type + "`,`httpMethod`:`GET`,`uri`:`" + uri() + "`" + more + "}");
        if (type.equals("HTTP")) {
            api.response("/x", "GET", 200, "{}", "{}");
        }
        return api.deploy();
    }

    private String uri() {
        return "http://127.0.0.1:" + backend.port() + "/";
    }

    private TestOrigin.Request last() {
        List<TestOrigin.Request> all = backend.requests();
        return all.get(all.size() - 1);
    }

    private static String mapping(List<String> names, String expression) {
        return names.stream()
                .map(name -> "`integration.request.header." + name + "`:`" + expression + "`")
                .collect(Collectors.joining(",", ",`requestParameters`:{", "}"));
    }

    private static List<String> names(List<String> headers) {
        return headers.stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
    }
}
