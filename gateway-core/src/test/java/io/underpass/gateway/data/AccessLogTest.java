package io.underpass.gateway.data;

import static io.underpass.gateway.compile.ApiFixture.ResponseFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.underpass.gateway.compile.ApiFixture;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

/** The four formats that AWS's guide suggests, and what may stand in them. */
class AccessLogTest {

    private static final String LOG = "API-Gateway-Access-Logs_abc/dev";

    @Test
    void commonLogFormat() {
        Gateway gateway = logging("$context.identity.sourceIp $context.identity.caller $context.identity.user"
                + " [$context.requestTime] \"$context.httpMethod $context.resourcePath $context.protocol\""
                + " $context.status $context.responseLength $context.requestId $context.extendedRequestId");
        gateway.backend.answers(200, "hello");
        gateway.get("/dev/pets/7");
        assertThat(gateway.logged(LOG))
                .containsExactly("203.0.113.7 - - [04/Mar/2026:05:06:07 +0000] \"GET /pets/{id} HTTP/1.1\" 200 5 "
                        + Gateway.REQUEST_ID + " " + Gateway.EXTENDED_ID);
    }

    @Test
    void json() throws JsonProcessingException {
        Gateway gateway = logging("{ \"requestId\":\"$context.requestId\", \"ip\":\"$context.identity.sourceIp\","
                + " \"agent\":\"$context.identity.userAgent\", \"path\":\"$context.path\","
                + " \"status\":\"$context.status\", \"backend\":\"$context.integrationStatus\","
                + " \"error\":$context.error.messageString }\n");
        gateway.backend.answers(503, "busy");
        gateway.serve(Gateway.request("GET", "/dev/pets/7").field("User-Agent", "a\"b\\c"));
        JsonNode line = new JsonMapper().readTree(gateway.logged(LOG).get(0).replace(":- }", ":null }"));
        assertThat(line.get("agent").asText()).isEqualTo("a\"b\\c");
        assertThat(line.get("path").asText()).isEqualTo("/dev/pets/7");
        assertThat(line.get("status").asText()).isEqualTo("503");
        assertThat(line.get("backend").asText()).isEqualTo("503");
    }

    @Test
    void noValueEndsALineOrSteersATerminal() {
        assertThat(LogText.quotable("a\r\nb\u001b[31m\u0085\u2028\"\\"))
                .isEqualTo("a\\r\\nb\\u001b[31m\\u0085\\u2028\\\"\\\\");
        assertThat(LogText.oneLine("a\u202e002\u2066b\u200f")).isEqualTo("a\\u202e002\\u2066b\\u200f");
        assertThat(LogText.xml("<a b='\n'>&")).isEqualTo("&lt;a b=&apos;\\n&apos;&gt;&amp;");
    }

    @Test
    void xml() {
        Gateway gateway = logging("<request id=\"$context.requestId\"> <agent>$context.identity.userAgent</agent>"
                + " <status>$context.status</status> </request>");
        gateway.serve(Gateway.request("GET", "/dev/pets/7").field("User-Agent", "</agent><status>200"));
        assertThat(gateway.logged(LOG))
                .containsExactly("<request id=\"" + Gateway.REQUEST_ID
                        + "\"> <agent>&lt;/agent&gt;&lt;status&gt;200</agent> <status>200</status> </request>");
    }

    @Test
    void commaSeparatedValues() {
        Gateway gateway = logging("$context.identity.sourceIp,$context.identity.caller,$context.httpMethod,"
                + "$context.resourcePath,$context.status,$context.requestId,$context.integrationLatency");
        gateway.get("/dev/pets/7");
        assertThat(gateway.logged(LOG).get(0))
                .matches("203\\.0\\.113\\.7,-,GET,/pets/\\{id},200," + Gateway.REQUEST_ID + ",\\d+");
    }

    @Test
    void aRequestThatTheGatewayRefusesHasALineToo() {
        Gateway gateway = logging("$context.requestId $context.status \"$context.error.message\""
                + " $context.error.messageString $context.error.responseType $context.resourcePath"
                + " $context.integration.status $context.no.such.variable.");
        gateway.get("/dev/nowhere");
        assertThat(gateway.logged(LOG))
                .containsExactly(Gateway.REQUEST_ID + " 403 \"Missing Authentication Token\""
                        + " \"Missing Authentication Token\" MISSING_AUTHENTICATION_TOKEN - - -.");
    }

    @Test
    void theVpcOfAKnownEndpointIsThere() {
        Gateway gateway = logging("$context.requestId $context.identity.vpceId $context.identity.vpcId");
        for (String endpoint : List.of("vpce-0a1b", "vpce-0c2d")) {
            gateway.serve(Gateway.request("GET", "/dev/pets/7")
                    .host("abc-" + endpoint + ".execute-api.us-east-1.localhost:4566"));
        }
        assertThat(gateway.logged(LOG))
                .containsExactly(Gateway.REQUEST_ID + " vpce-0a1b vpc-1", Gateway.REQUEST_ID + " vpce-0c2d -");
    }

    @Test
    void aFailedIntegrationIsNamed() {
        Gateway gateway = logging("$context.requestId $context.status $context.integrationErrorMessage");
        gateway.backend.script = sink -> sink.abort(new Failure(Failure.Kind.RESET, "the backend hung \"up\""));
        gateway.get("/dev/pets/7");
        assertThat(gateway.logged(LOG)).containsExactly(Gateway.REQUEST_ID + " 504 the backend hung \\\"up\\\"");
    }

    @Test
    void whatTemplatesOverrideAndServicesSayCanBeLogged() {
        Gateway gateway = new Gateway(ApiFixture.snapshot(ApiFixture.api("abc")
                .route(
                        "POST",
                        "/pets",
                        method -> method.type("HTTP")
                                .template(
                                        "application/json",
                                        "#set($context.requestOverride.header.X-One = \"1\")#set($context.responseOverride.status = 202)")
                                .response(status("200")))
                .loggedBy(
                        "dev",
                        "$context.requestId $context.requestOverride.header.X-One $context.responseOverride.status"
                                + " $context.awsEndpointRequestId $context.responseOverride.header.X-Two",
                        TreePMap.empty())));
        gateway.backend.answers(200, "", "x-amz-request-id", "R1");
        gateway.serve(Gateway.request("POST", "/dev/pets").body("{}"));
        assertThat(gateway.logged(LOG)).containsExactly(Gateway.REQUEST_ID + " 1 202 R1 -");
    }

    @Test
    void theLineComesWithTheEndOfAStreamedAnswer() {
        Gateway gateway = new Gateway(ApiFixture.snapshot(ApiFixture.api("abc")
                .route("GET", "/pets/{id}", method -> method.streamed())
                .loggedBy("dev", "$context.requestId $context.status $context.responseLength", TreePMap.empty())));
        gateway.backend.silent();
        gateway.get("/dev/pets/7");
        gateway.backend.sink.head(FakeBackend.head(200, -1));
        gateway.backend.sink.data(FakeBackend.bytes(10));
        assertThat(gateway.logged(LOG)).isEmpty();
        gateway.backend.sink.data(FakeBackend.bytes(5));
        gateway.backend.sink.end();
        assertThat(gateway.logged(LOG)).containsExactly(Gateway.REQUEST_ID + " 200 15");
    }

    @Test
    void aClientThatLeavesHasALineWithoutAStatus() {
        Gateway gateway = logging("$context.requestId $context.status");
        gateway.backend.silent();
        FakeExchange exchange = gateway.get("/dev/pets/7");
        exchange.leave();
        assertThat(gateway.logged(LOG)).containsExactly(Gateway.REQUEST_ID + " -");
    }

    private static Gateway logging(String format) {
        return new Gateway(ApiFixture.snapshot(
                ApiFixture.api("abc").route("GET", "/pets/{id}").loggedBy("dev", format, TreePMap.empty())));
    }
}
