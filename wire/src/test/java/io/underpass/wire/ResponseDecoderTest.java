package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.underpass.wire.ResponseDecoder.Broken;
import io.underpass.wire.ResponseDecoder.Final;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseDecoderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // fields | announced | on the wire | keep-alive
                "Content-Length: 5 | 5 | 5 | true",
                "Content-Length: 5\\nContent-Length: 5 | 5 | 5 | true",
                "Content-Length: 0 | 0 | 0 | true",
                "Transfer-Encoding: chunked | -1 | -1 | true",
                "Transfer-Encoding: chunked\\nContent-Length: 5 | -1 | -1 | false",
                "X-Other: 1 | -1 | -2 | false",
                "Content-Length: 5\\nConnection: close | 5 | 5 | false",
                "Content-Length: 5\\nConnection: x, Close | 5 | 5 | false",
            })
    void framingFollowsTheRfc(String fields, long announced, long onTheWire, boolean keepAlive) {
        Final result =
                (Final) decode("HTTP/1.1 200 OK\r\n" + fields.replace("\\n", "\r\n") + "\r\n\r\n", HttpMethod.GET);
        assertThat(result.head().length()).isEqualTo(announced);
        assertThat(result.bodyLength()).isEqualTo(onTheWire);
        assertThat(result.keepAlive()).isEqualTo(keepAlive);
        assertThat(result.head().headers().contains("Content-Length")).isFalse();
        assertThat(result.head().headers().contains("Transfer-Encoding")).isFalse();
    }

    @Test
    void answersToHeadAnd204And304HaveNoBody() {
        Final head = (Final) decode("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", HttpMethod.HEAD);
        assertThat(head.head().length()).isEqualTo(5);
        assertThat(head.bodyLength()).isZero();
        Final noContent = (Final) decode("HTTP/1.1 204 No Content\r\n\r\n", HttpMethod.GET);
        assertThat(noContent.head().length()).isZero();
        assertThat(noContent.keepAlive()).isTrue();
        Final notModified = (Final) decode("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", HttpMethod.GET);
        assertThat(notModified.head().length()).isEqualTo(9);
        assertThat(notModified.bodyLength()).isZero();
    }

    @Test
    void http10ClosesUnlessItPromisesOtherwise() {
        Final closing = (Final) decode("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n", HttpMethod.GET);
        assertThat(closing.keepAlive()).isFalse();
        Final staying = (Final)
                decode("HTTP/1.0 200 OK\r\nContent-Length: 1\r\nConnection: keep-alive\r\n\r\n", HttpMethod.GET);
        assertThat(staying.keepAlive()).isTrue();
    }

    @Test
    void theReasonIsKeptAndMayBeMissing() {
        Final odd = (Final) decode("HTTP/1.1 200 Fine by me\r\nContent-Length: 0\r\n\r\n", HttpMethod.GET);
        assertThat(odd.head().status().reasonPhrase()).isEqualTo("Fine by me");
        Final bare = (Final) decode("HTTP/1.1 599\r\nContent-Length: 0\r\n\r\n", HttpMethod.GET);
        assertThat(bare.head().status().code()).isEqualTo(599);
    }

    @Test
    void interimResponsesAreRecognised() {
        assertThat(decode("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", HttpMethod.GET))
                .isInstanceOf(ResponseDecoder.Interim.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0",
                "HTTP/2.0 200 OK\r\n\r\n",
                "HTTP/1.1 099 X\r\n\r\n",
                "HTTP/1.1 600 X\r\n\r\n",
                "HTTP/1.1 20 X\r\n\r\n",
                "HTTP/1.1 2000\r\n\r\n",
                "HTTP/1.1  200 OK\r\n\r\n",
                "HTTP/1.1 200 O\u0000K\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
                "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\u0000b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX : a\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
            })
    void whatIsNotHttpIsMalformed(String text) {
        assertThat(decode(text, HttpMethod.GET))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.kind()).isEqualTo(Failure.Kind.MALFORMED));
    }

    @Test
    void aHeadOverTheLimitIsTooLarge() {
        assertThat(decode("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1000), HttpMethod.GET))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.kind()).isEqualTo(Failure.Kind.TOO_LARGE));
    }

    @Test
    void lineAndFieldsHaveOneLimitTogetherAlsoBeforeTheyEnd() {
        String head = "HTTP/1.1 200 " + "x".repeat(600) + "\r\nX: ";
        assertThat(decode(head + "x".repeat(370), HttpMethod.GET)).isInstanceOf(ResponseDecoder.Incomplete.class);
        assertThat(decode(head + "x".repeat(400), HttpMethod.GET))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.kind()).isEqualTo(Failure.Kind.TOO_LARGE));
    }

    private static ResponseDecoder.Result decode(String text, HttpMethod method) {
        ByteBuf in = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        try {
            return new ResponseDecoder(1000).decode(in, method);
        } finally {
            in.release();
        }
    }
}
