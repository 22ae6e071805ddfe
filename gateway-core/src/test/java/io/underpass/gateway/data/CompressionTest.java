package io.underpass.gateway.data;

import static io.underpass.gateway.compile.ApiFixture.ResponseFixture.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.RequestBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {

    private static final String TEXT = "a line that repeats itself\n".repeat(100);

    @ParameterizedTest(name = "Accept-Encoding: {0} gets {1}")
    @CsvSource({
        "gzip, gzip",
        "deflate, deflate",
        "'gzip, deflate, br', gzip",
        "'deflate, gzip', deflate",
        "'deflate;q=0.5, gzip;q=0.8', gzip",
        "'br, gzip', gzip",
        "'br;q=1, gzip;q=0.5', ''",
        "'identity;q=1, gzip;q=0.5', ''",
        "gzip;q=0, ''",
        "gzip;q=nonsense, ''",
        "br, ''",
        "*, gzip",
        "GZIP, gzip",
        "none, ''"
    })
    void theClientsFavouriteIsUsedIfItCanBe(String accepted, String coding) throws IOException {
        Gateway gateway = compressing(0, UnaryOperator.identity());
        gateway.backend.answers(200, TEXT);
        FakeExchange request = Gateway.request("GET", "/dev/x");
        FakeExchange exchange =
                gateway.serve(accepted.equals("none") ? request : request.field("Accept-Encoding", accepted));
        assertThat(exchange.responseField("Content-Encoding")).isEqualTo(coding);
        assertThat(exchange.responseHead().length()).isEqualTo(exchange.bytes().length);
        assertThat(plain(coding, exchange.bytes())).isEqualTo(TEXT);
    }

    @Test
    void onlyWhatIsLargeEnoughIsCompressed() {
        Gateway gateway = compressing(10, UnaryOperator.identity());
        for (int size : new int[] {0, 9, 10}) {
            gateway.backend.answers(200, "x".repeat(size));
            FakeExchange exchange =
                    gateway.serve(Gateway.request("GET", "/dev/x").field("Accept-Encoding", "gzip"));
            assertThat(exchange.responseField("Content-Encoding")).isEqualTo(size == 10 ? "gzip" : "");
        }
    }

    @Test
    void whatIntegrationResponsesMakeIsCompressed() throws IOException {
        Gateway gateway = compressing(
                0,
                method -> method.mock("{\"statusCode\": 200}")
                        .response(status("200").template("application/json", TEXT)));
        FakeExchange exchange = gateway.serve(Gateway.request("GET", "/dev/x").field("Accept-Encoding", "gzip"));
        assertThat(exchange.responseField("Content-Encoding")).isEqualTo("gzip");
        assertThat(plain("gzip", exchange.bytes())).isEqualTo(TEXT);
    }

    @Test
    void whatIsStreamedStaysAsItIs() {
        Gateway gateway = compressing(0, MethodFixture::streamed);
        gateway.backend.answers(200, TEXT);
        FakeExchange exchange = gateway.serve(Gateway.request("GET", "/dev/x").field("Accept-Encoding", "gzip"));
        assertThat(exchange.responseField("Content-Encoding")).isEmpty();
        assertThat(exchange.text()).isEqualTo(TEXT);
    }

    @Test
    void anApiThatDoesNotCompressSendsPlainText() {
        Gateway gateway = Gateway.proxy();
        gateway.backend.answers(200, TEXT);
        FakeExchange exchange = gateway.serve(Gateway.request("GET", "/dev/x").field("Accept-Encoding", "gzip"));
        assertThat(exchange.responseField("Content-Encoding")).isEmpty();
    }

    @Test
    void aCompressedRequestIsDecompressed() throws IOException {
        Gateway gateway = compressing(0, UnaryOperator.identity());
        gateway.serve(post(gzip(TEXT.getBytes(UTF_8)), "gzip"));
        assertThat(gateway.backend.requestBytes).isEqualTo(TEXT.getBytes(UTF_8));
        assertThat(gateway.backend.request.head().headers().contains("Content-Encoding"))
                .isFalse();
    }

    @Test
    void aCodingThatIsNotSupportedIsRefused() {
        Gateway gateway = compressing(0, UnaryOperator.identity());
        FakeExchange exchange = gateway.serve(post(TEXT.getBytes(UTF_8), "br"));
        assertThat(exchange.status()).isEqualTo(415);
        assertThat(exchange.text()).isEqualTo("{\"message\": \"Unsupported Media Type\"}");
    }

    @Test
    void identityIsNoCoding() {
        Gateway gateway = compressing(0, UnaryOperator.identity());
        gateway.serve(post(TEXT.getBytes(UTF_8), "identity"));
        assertThat(gateway.backend.requestBytes).isEqualTo(TEXT.getBytes(UTF_8));
    }

    @Test
    void aBodyThatIsNotCodedAsItSaysIsRefused() {
        Gateway gateway = compressing(0, UnaryOperator.identity());
        FakeExchange exchange = gateway.serve(post(TEXT.getBytes(UTF_8), "gzip"));
        assertThat(exchange.status()).isEqualTo(400);
    }

    @Test
    void aBodyThatSwellsBeyondTheLimitIsTooLarge() throws IOException {
        Gateway gateway = compressing(0, UnaryOperator.identity());
        FakeExchange exchange = gateway.serve(post(gzip(new byte[CheckLimits.MAX_BODY_BYTES + 1]), "gzip"));
        assertThat(exchange.status()).isEqualTo(413);
        assertThat(gateway.backend.request).isNull();
    }

    private static Gateway compressing(int minimumBytes, UnaryOperator<MethodFixture> settings) {
        return Gateway.of(ApiFixture.api("abc")
                .minimumCompressionSize(minimumBytes)
                .route("ANY", "/x", method -> settings.apply(method.integrationVerb("ANY"))));
    }

    private static FakeExchange post(byte[] body, String coding) {
        return Gateway.request("POST", "/dev/x")
                .field("Content-Encoding", coding)
                .body(RequestBody.of(ByteBufAllocator.DEFAULT.buffer().writeBytes(body)));
    }

    private static String plain(String coding, byte[] bytes) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        return switch (coding) {
            case "gzip" -> new String(new GZIPInputStream(in).readAllBytes(), UTF_8);
            case "deflate" -> new String(new InflaterInputStream(in).readAllBytes(), UTF_8);
            default -> new String(bytes, UTF_8);
        };
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(coded)) {
            out.write(plain);
        }
        return coded.toByteArray();
    }
}
