package io.underpass.gateway.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.wire.FakeExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {

    private static final String TEXT = "hello, hello, hello";

    private final Gateway buffered = Gateway.proxy();

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
    void aGzippedResponseArrivesReadable(String coding) throws IOException {
        FakeExchange exchange = get(buffered, "GET", coding, gzip(TEXT.getBytes(UTF_8)));
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.text()).isEqualTo(TEXT);
        assertThat(exchange.responseHead().length()).isEqualTo(TEXT.length());
        assertThat(exchange.responseHead().headers().get("Content-Encoding")).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeflatedResponseArrivesReadableWithAndWithoutZlibHeader(boolean bare) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, bare);
        try (OutputStream out = new DeflaterOutputStream(coded, deflater)) {
            out.write(TEXT.getBytes(UTF_8));
        } finally {
            deflater.end();
        }
        FakeExchange exchange = get(buffered, "GET", "deflate", coded.toByteArray());
        assertThat(exchange.text()).isEqualTo(TEXT);
        assertThat(exchange.responseHead().headers().get("Content-Encoding")).isNull();
    }

    @Test
    void whatIsNotCodedAsItSaysPassesAsItIs() {
        FakeExchange exchange = get(buffered, "GET", "gzip", TEXT.getBytes(UTF_8));
        assertThat(exchange.text()).isEqualTo(TEXT);
        assertThat(exchange.responseHead().headers().get("Content-Encoding")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, br", "deflate, gzip"})
    void aCodingThatCannotBeUndoneKeepsItsField(String coding) {
        FakeExchange exchange = get(buffered, "GET", coding, TEXT.getBytes(UTF_8));
        assertThat(exchange.text()).isEqualTo(TEXT);
        assertThat(exchange.responseField("Content-Encoding")).isEqualTo(coding);
    }

    @Test
    void aSmallBodyThatSwellsBeyondTheLimitIsAConfigurationError() throws IOException {
        FakeExchange exchange = get(buffered, "GET", "gzip", gzip(new byte[CheckLimits.MAX_BODY_BYTES + 1]));
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.trail().failureReason()).contains("body, decoded, is larger than allowed");
    }

    @Test
    void whatSwellsIsUndoneByAWorker() throws IOException {
        List<Runnable> waiting = new ArrayList<>();
        buffered.workers = waiting::add;
        byte[] plain = new byte[5_000_000];
        FakeExchange exchange = get(buffered, "GET", "gzip", gzip(plain));
        assertThat(exchange.hasHead()).isFalse();
        assertThat(waiting).hasSize(1);
        waiting.get(0).run();
        exchange.runPending();
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.bytes()).isEqualTo(plain);
    }

    @Test
    void whatStaysSmallNeedsNoWorker() throws IOException {
        buffered.workers = work -> {
            throw new RejectedExecutionException();
        };
        assertThat(get(buffered, "GET", "gzip", gzip(new byte[60_000])).bytes()).hasSize(60_000);
        FakeExchange refused = get(buffered, "GET", "gzip", gzip(new byte[80_000]));
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.trail().failureReason()).isEqualTo("too much waits for the workers");
    }

    @Test
    void headPromisesNoLengthThatTheClientWouldNotGet() {
        buffered.backend.script = sink -> {
            sink.head(FakeBackend.head(200, 25, "Content-Encoding", "gzip"));
            sink.end();
        };
        FakeExchange exchange = buffered.serve(Gateway.request("HEAD", "/dev/x"));
        assertThat(exchange.responseHead().length()).isEqualTo(-1);
        assertThat(exchange.responseHead().headers().get("Content-Encoding")).isNull();
    }

    @Test
    void whatIsStreamedStaysCodedAndSaysSo() throws IOException {
        byte[] coded = gzip(TEXT.getBytes(UTF_8));
        FakeExchange exchange = get(Gateway.proxy(MethodFixture::streamed), "GET", "gzip", coded);
        assertThat(exchange.bytes()).hasSize(coded.length);
        assertThat(exchange.responseField("Content-Encoding")).isEqualTo("gzip");
    }

    private static FakeExchange get(Gateway gateway, String method, String coding, byte[] body) {
        gateway.backend.script = sink -> {
            sink.head(FakeBackend.head(200, body.length, "Content-Encoding", coding));
            sink.data(ByteBufAllocator.DEFAULT.buffer().writeBytes(body));
            sink.end();
        };
        return gateway.serve(Gateway.request(method, "/dev/x").field("Accept-Encoding", "gzip, deflate"));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(coded)) {
            out.write(plain);
        }
        return coded.toByteArray();
    }
}
