package io.underpass.gateway.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.ManualBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client leaves, at every point of a request: nothing is kept, nothing is sent, the backend is told. */
class DepartureTest {

    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false);
    private final ManualBody upload = new ManualBody(-1);
    private final FakeExchange exchange = Gateway.request("POST", "/dev/x").body(upload);

    /** How far the request has come when the client leaves; each does what those before it do, too. */
    private enum Point {
        BEFORE_THE_BODY,
        IN_THE_BODY,
        BEFORE_THE_CALL,
        DURING_THE_CALL,
        BEFORE_THE_RESPONSE,
        AFTER_THE_HEAD,
        IN_THE_RESPONSE
    }

    @ParameterizedTest
    @EnumSource
    void aBufferedResponse(Point point) {
        leavingLeavesNothing(Gateway.proxy(), point);
    }

    @ParameterizedTest
    @EnumSource
    void aStreamedResponse(Point point) {
        leavingLeavesNothing(Gateway.proxy(MethodFixture::streamed), point);
    }

    private void leavingLeavesNothing(Gateway gateway, Point point) {
        FakeBackend backend = gateway.backend.silent();
        if (point == Point.DURING_THE_CALL) {
            backend.script = sink -> exchange.leave();
        }
        gateway.serve(exchange);
        if (point.compareTo(Point.IN_THE_BODY) >= 0) {
            upload.send(piece("half".getBytes(UTF_8)));
            upload.send(piece("rest".getBytes(UTF_8)));
        }
        if (point.compareTo(Point.IN_THE_BODY) <= 0) {
            upload.abort(new Failure(Failure.Kind.CLOSED, "gone"));
        } else {
            if (point == Point.BEFORE_THE_CALL) {
                exchange.leave();
            }
            upload.end();
        }
        byte[] coded = gzip("hello");
        if (point.compareTo(Point.AFTER_THE_HEAD) >= 0) {
            backend.sink.head(FakeBackend.head(200, coded.length, "Content-Encoding", "gzip"));
        }
        if (point == Point.IN_THE_RESPONSE) {
            backend.sink.data(piece(coded));
        }
        if (point.compareTo(Point.BEFORE_THE_RESPONSE) >= 0) {
            exchange.leave();
        }
        int sent = exchange.bytes().length;
        boolean begun = exchange.hasHead();
        afterwards(backend, coded);

        assertThat(buffers.metric().usedHeapMemory()).isZero();
        assertThat(exchange.hasHead()).isEqualTo(begun);
        assertThat(exchange.bytes()).hasSize(sent);
        assertThat(exchange.isEnded()).isFalse();
        // To half a body the listener has an answer, which nobody reads.
        assertThat(exchange.failure().isPresent()).isEqualTo(point.compareTo(Point.IN_THE_BODY) <= 0);
        boolean called = point.compareTo(Point.DURING_THE_CALL) >= 0;
        assertThat(backend.request != null).isEqualTo(called);
        assertThat(backend.flow).hasSize(called ? 1 : 0).allMatch("cancel"::equals);
    }

    /** What was on its way still arrives, and the integration's timeout passes. */
    private void afterwards(FakeBackend backend, byte[] coded) {
        upload.send(piece(coded));
        upload.end();
        if (backend.sink != null) {
            backend.sink.data(piece(coded));
            backend.sink.flush();
            backend.sink.end();
            backend.sink.abort(new Failure(Failure.Kind.CLOSED, "closed"));
        }
        exchange.advance(Duration.ofMinutes(1));
    }

    private ByteBuf piece(byte[] bytes) {
        return buffers.heapBuffer(bytes.length).writeBytes(bytes);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
