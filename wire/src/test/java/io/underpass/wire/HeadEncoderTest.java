package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadEncoderTest {

    private static final InetSocketAddress ORIGIN = new InetSocketAddress("127.0.0.1", 8080);

    @Test
    void lineBreaksInValuesBecomeSpacesAndNamesThatAreNoTokensStayOut() {
        HttpHeaders fields = new FieldList()
                .add("X-Text", "a\r\nInjected: b")
                .add("X-Octets", new AsciiString("a\nb\u0000c"))
                .add("Bad Name", "x")
                .add("Bad\r\nName", "x")
                .add("X-Latin", "\u00e4\u20ac");
        assertThat(encoded(fields)).isEqualTo("X-Text: a  Injected: b\r\nX-Octets: a b c\r\nX-Latin: \u00e4?\r\n");
    }

    @Test
    void ofEveryOctetAtEveryPlaceOnlyThoseThatBreakLinesBecomeSpaces() {
        for (int length = 1; length <= 25; length++) {
            for (int place = 0; place < length; place++) {
                for (int octet = 0; octet < 256; octet++) {
                    String value = "\u00ff".repeat(place) + (char) octet + "\u000e".repeat(length - place - 1);
                    String blanked = value.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ');
                    String encoded = encoded(new FieldList().append("X", value));
                    if (!encoded.equals("X: " + blanked + "\r\n")) { // An assertion each would take seconds.
                        throw new AssertionError(value + " became " + encoded);
                    }
                }
            }
        }
    }

    @Test
    void framingAndConnectionFieldsAreTheCarriers() {
        HttpHeaders fields = new DefaultHttpHeaders()
                .add("content-length", "5")
                .add("Transfer-Encoding", "chunked")
                .add("CONNECTION", "x");
        assertThat(encoded(fields)).isEmpty();
    }

    @Test
    void theLastRequestOfAConnectionSaysSoWhereItsSenderDid() {
        HttpHeaders fields = new DefaultHttpHeaders()
                .add("Host", "a")
                .add("Connection", "close")
                .add("Connection", "x")
                .add("X-A", "1");
        RequestHead head = new RequestHead(HttpMethod.GET, "/", HttpVersion.HTTP_1_1, fields);
        ByteBuf encoded = RequestHeadEncoder.encode(UnpooledByteBufAllocator.DEFAULT, head, 0, ORIGIN, true);
        try {
            assertThat(encoded.toString(StandardCharsets.US_ASCII))
                    .isEqualTo("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-A: 1\r\n\r\n");
        } finally {
            encoded.release();
        }
    }

    @Test
    void whatCannotStandInATargetIsPercentEncoded() {
        assertThat(request(HttpMethod.GET, "/a b\r\n\u00e4#x%20|", 0))
                .startsWith("GET /a%20b%0D%0A%C3%A4%23x%20| HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,0,",
        "DELETE,0,",
        "OPTIONS,0,",
        "POST,0,Content-Length: 0",
        "PUT,0,Content-Length: 0",
        "PATCH,0,Content-Length: 0",
        "GET,5,Content-Length: 5",
        "POST,5,Content-Length: 5",
        "POST,-1,Transfer-Encoding: chunked"
    })
    void aRequestIsFramedByItsBody(String method, long length, String framing) {
        String expected = framing == null ? "" : framing + "\r\n";
        assertThat(request(HttpMethod.valueOf(method), "/", length))
                .isEqualTo(method + " / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n" + expected + "\r\n");
    }

    @Test
    void aHeadLargerThanTheRoomForMostHeadsIsWrittenWhole() {
        String value = "v".repeat(100_000);
        assertThat(encoded(new FieldList().append("X-Large", value))).isEqualTo("X-Large: " + value + "\r\n");
        assertThat(encoded(new FieldList().append("X-Small", "v"))).isEqualTo("X-Small: v\r\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 1_048_576, Long.MAX_VALUE})
    void lengthsAreWrittenInDecimal(long length) {
        assertThat(request(HttpMethod.POST, "/", length)).contains("Content-Length: " + length + "\r\n");
    }

    private static String encoded(HttpHeaders fields) {
        HeadBytes head = HeadBytes.empty();
        HeadEncoder.fields(head, fields);
        return text(head.toBuffer(UnpooledByteBufAllocator.DEFAULT, 0));
    }

    private static String text(ByteBuf out) {
        String text = out.toString(StandardCharsets.ISO_8859_1);
        out.release();
        return text;
    }

    private static String request(HttpMethod method, String target, long length) {
        RequestHead head = new RequestHead(method, target, HttpVersion.HTTP_1_0, new DefaultHttpHeaders());
        return text(RequestHeadEncoder.encode(UnpooledByteBufAllocator.DEFAULT, head, length, ORIGIN, false));
    }
}
