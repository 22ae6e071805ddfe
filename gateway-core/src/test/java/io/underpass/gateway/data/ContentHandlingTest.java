package io.underpass.gateway.data;

import static io.underpass.gateway.compile.ApiFixture.ResponseFixture.status;
import static io.underpass.gateway.data.MockIntegrationTest.assertInternalError;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.gateway.compile.ApiFixture.ResponseFixture;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.RequestBody;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of "Content type conversions in API Gateway". Bytes are written in hexadecimal digits. */
class ContentHandlingTest {

    /** "hi" in base64 is "aGk=", hexadecimal 61476b3d; the byte ff in base64 is "/w==", hexadecimal 2f773d3d. */
    @ParameterizedTest(name = "binary types {0}, {1} body, {2}: {3} arrives as {4}")
    @CsvSource({
        "'',        image/png,  '',                6869,     6869",
        "'',        image/png,  '',                ff41,     efbfbd41",
        "'',        image/png,  CONVERT_TO_BINARY, 61476b3d, 6869",
        "'',        image/png,  CONVERT_TO_TEXT,   ff41,     efbfbd41",
        "image/png, text/plain, '',                ff,       efbfbd",
        "image/png, text/plain, CONVERT_TO_BINARY, 2f773d3d, ff",
        "image/png, text/plain, CONVERT_TO_TEXT,   6869,     6869",
        "image/png, image/png,  '',                ff41,     ff41",
        "image/png, image/png,  CONVERT_TO_BINARY, ff41,     ff41",
        "image/png, image/png,  CONVERT_TO_TEXT,   ff,       2f773d3d",
        "*/*,       text/plain, '',                ff41,     ff41",
        "*/*,       '',         '',                ff41,     ff41",
        "image/*,   image/gif,  '',                ff41,     ff41"
    })
    void requestBodies(String binary, String type, String handling, String sent, String arrives) {
        for (String integration : new String[] {"HTTP", "HTTP_PROXY"}) {
            Gateway gateway = gateway(
                    binary,
                    method -> handled(method, handling).type(integration).response(status("200")));
            byte[] body = HexFormat.of().parseHex(sent);
            FakeExchange request = Gateway.request("POST", "/dev/x")
                    .body(RequestBody.of(ByteBufAllocator.DEFAULT.buffer().writeBytes(body)));
            gateway.serve(type.isEmpty() ? request : request.field("Content-Type", type));
            assertThat(HexFormat.of().formatHex(gateway.backend.requestBytes))
                    .as(integration)
                    .isEqualTo(arrives);
        }
    }

    @ParameterizedTest(name = "binary types {0}, {1} body, Accept {2}, {3}: {4} arrives as {5}")
    @CsvSource({
        "'',        image/png,  image/png,               '',                6869,     6869",
        "'',        image/png,  image/png,               '',                ff41,     efbfbd41",
        "'',        image/png,  image/png,               CONVERT_TO_BINARY, 61476b3d, 6869",
        "image/png, image/png,  text/html,               '',                ff,       2f773d3d",
        "image/png, image/png,  'text/html, image/png',  '',                ff,       2f773d3d",
        "image/png, image/png,  image/png,               '',                ff41,     ff41",
        "image/png, text/plain, image/png,               '',                61476b3d, 6869",
        "image/png, text/plain, text/plain,              '',                ff,       efbfbd",
        "image/png, image/png,  text/html,               CONVERT_TO_BINARY, ff41,     ff41",
        "image/png, text/plain, text/html,               CONVERT_TO_BINARY, 2f773d3d, ff",
        "image/png, image/png,  image/png,               CONVERT_TO_TEXT,   ff,       2f773d3d",
        "image/png, text/plain, image/png,               CONVERT_TO_TEXT,   6869,     6869",
        "*/*,       text/plain, '',                      '',                ff41,     ff41"
    })
    void responseBodies(String binary, String type, String accept, String handling, String sent, String arrives) {
        ResponseFixture response = status("200");
        Gateway gateway = gateway(
                binary,
                method -> method.type("HTTP")
                        .response(handling.isEmpty() ? response : response.contentHandling(handling)));
        assertThat(body(gateway, type, accept, sent)).isEqualTo(arrives);
        if (handling.isEmpty()) {
            assertThat(body(gateway(binary, UnaryOperator.identity()), type, accept, sent))
                    .isEqualTo(arrives);
        }
    }

    @Test
    void aBinaryBodyOfManyPiecesIsConvertedToo() {
        Gateway gateway = gateway("", UnaryOperator.identity());
        gateway.backend.script = sink -> {
            sink.head(FakeBackend.head(200, -1));
            for (int i = 0; i < 9; i++) {
                sink.data(ByteBufAllocator.DEFAULT
                        .buffer()
                        .writeBytes(new byte[6000])
                        .writeByte(0xff));
            }
            sink.end();
        };
        byte[] body = gateway.get("/dev/x").bytes();
        assertThat(body).hasSize(9 * 6003);
    }

    @Test
    void whatIsStillCodedIsNotTakenForText() {
        Gateway gateway = gateway("", UnaryOperator.identity());
        byte[] coded = {(byte) 0x8b, 3, (byte) 0xff};
        gateway.backend.script = sink -> {
            sink.head(FakeBackend.head(200, coded.length, "Content-Encoding", "br"));
            sink.data(ByteBufAllocator.DEFAULT.buffer().writeBytes(coded));
            sink.end();
        };
        FakeExchange exchange = gateway.serve(Gateway.request("POST", "/dev/x")
                .field("Content-Encoding", "gzip")
                .body(RequestBody.of(ByteBufAllocator.DEFAULT.buffer().writeBytes(coded))));
        assertThat(gateway.backend.requestBytes).isEqualTo(coded);
        assertThat(exchange.bytes()).isEqualTo(coded);
    }

    @Test
    void whatIsNoBase64IsAConfigurationError() {
        Gateway gateway = gateway("image/png", UnaryOperator.identity());
        gateway.backend.answers(200, "{}", "Content-Type", "application/json");
        FakeExchange exchange = gateway.serve(Gateway.request("GET", "/dev/x").field("Accept", "image/png"));
        assertInternalError(exchange, "is not base64");
    }

    @Test
    void aTemplateCannotReadABinaryBody() {
        UnaryOperator<MethodFixture> preflight =
                method -> method.mock("{\"statusCode\": 200}").response(status("200"));
        Gateway gateway = gateway("*/*", preflight);
        assertInternalError(gateway.serve(Gateway.request("OPTIONS", "/dev/x")), "Unable to transform request");
        Gateway asText = gateway("*/*", method -> preflight.apply(method).contentHandling("CONVERT_TO_TEXT"));
        assertThat(asText.serve(Gateway.request("OPTIONS", "/dev/x")).status()).isEqualTo(200);
    }

    @Test
    void whatATemplateMakesOfTextCanBecomeBytes() {
        Gateway gateway = gateway(
                "",
                method -> method.type("HTTP")
                        .response(status("200")
                                .template("application/json", "$input.path('$.image')")
                                .contentHandling("CONVERT_TO_BINARY")));
        gateway.backend.answers(200, "{\"image\": \"/w==\"}");
        assertThat(HexFormat.of().formatHex(gateway.get("/dev/x").bytes())).isEqualTo("ff");
    }

    private static MethodFixture handled(MethodFixture method, String handling) {
        return handling.isEmpty() ? method : method.contentHandling(handling);
    }

    private static String body(Gateway gateway, String type, String accept, String sent) {
        byte[] bytes = HexFormat.of().parseHex(sent);
        gateway.backend.script = sink -> {
            sink.head(FakeBackend.head(200, bytes.length, "Content-Type", type));
            sink.data(ByteBufAllocator.DEFAULT.buffer().writeBytes(bytes));
            sink.end();
        };
        FakeExchange request = Gateway.request("GET", "/dev/x");
        FakeExchange exchange = gateway.serve(accept.isEmpty() ? request : request.field("Accept", accept));
        return HexFormat.of().formatHex(exchange.bytes());
    }

    private static Gateway gateway(String binary, UnaryOperator<MethodFixture> settings) {
        ApiFixture api = ApiFixture.api("abc");
        return Gateway.of((binary.isEmpty() ? api : api.binaryMediaTypes(binary))
                .route("ANY", "/x", method -> settings.apply(method.integrationVerb("POST"))));
    }
}
