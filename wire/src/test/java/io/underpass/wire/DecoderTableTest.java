package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.underpass.wire.Reading.Progress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What Netty takes and so do we, and, each with its reason, what Netty takes and we do not. */
class DecoderTableTest {

    /** A message or its beginning, and why. */
    record Case(String name, String text) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    static final List<Case> VALID_REQUESTS = List.of(
            valid("absolute form", "GET http://b:81/x?y HTTP/1.1\r\nHost: a\r\n\r\n"),
            valid("absolute form without a path", "GET HTTP://b HTTP/1.1\r\nHost: a\r\n\r\n"),
            valid("asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
            valid("a method of one's own", "M-SEARCH / HTTP/1.1\r\nHost: a\r\n\r\n"),
            valid("a method in lower case", "get / HTTP/1.1\r\nHost: a\r\n\r\n"),
            valid("an empty field value", GET + "X:\r\n\r\n"),
            valid("a field value of white space", GET + "X: \t \r\n\r\n"),
            valid("white space around a value", GET + "X: \t v \t\r\n\r\n"),
            valid("white space within a value", GET + "X: a \t b\r\n\r\n"),
            valid("no white space before a value", GET + "X:v\r\n\r\n"),
            valid("obs-text in a value", GET + "X: \u00e4\u0080\u00ff\r\n\r\n"),
            valid("a quoted value", GET + "X: \"a;\\\"b, c:\"\r\n\r\n"),
            valid("a repeated field", GET + "X: 1\r\nX: 2\r\nx: 3\r\n\r\n"),
            valid("every character of a token", GET + "!#$%&'*+-.^_`|~09azAZ: v\r\n\r\n"),
            valid("a name in upper case", "GET / HTTP/1.1\r\nHOST: a\r\n\r\n"),
            valid("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n"),
            valid("HTTP/1.0 without a length has no body", "POST / HTTP/1.0\r\n\r\n"),
            valid("HTTP/1.1 without a length has no body", POST + "\r\n"),
            valid("GET with a body", GET + "Content-Length: 2\r\n\r\nhi"),
            valid("a length with leading zeros", POST + "Content-Length: 0002\r\n\r\nhi"),
            valid("an empty line before", "\r\n" + GET + "\r\n"),
            valid("pipelined", POST + "Content-Length: 1\r\n\r\nx" + GET + "\r\n"),
            valid("Expect", POST + "Expect: 100-continue\r\nContent-Length: 1\r\n\r\nx"),
            valid("Upgrade", GET + "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n"),
            valid("an IPv6 host", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"),
            valid("a host with an empty port", "GET / HTTP/1.1\r\nHost: a:\r\n\r\n"),
            valid(
                    "a target with characters that should be encoded",
                    "GET /a|b{c}[d]\"<>^` HTTP/1.1\r\nHost: a\r\n\r\n"),
            valid("no chunk but the last", CHUNKED + "0\r\n\r\n"),
            valid("a coding in upper case", POST + "Transfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n"),
            valid("chunk sizes in either case", CHUNKED + "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n"),
            valid("leading zeros in chunk sizes", CHUNKED + "0000001\r\nx\r\n000\r\n\r\n"),
            valid("chunk extensions", CHUNKED + "1;a;b=c;d=\"e;\\\"\"\r\nx\r\n0;last\r\n\r\n"),
            valid("white space in chunk extensions", CHUNKED + "1 ; a = b\r\nx\r\n0\r\n\r\n"),
            valid("trailers", CHUNKED + "1\r\nx\r\n0\r\nX-A: 1\r\nX-B:\r\n\r\n"));

    static final List<Case> VALID_RESPONSES = List.of(
            valid("no reason", "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n"),
            valid("not even the space before it", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"),
            valid("obs-text in the reason", "HTTP/1.1 200 \u00e4\r\nContent-Length: 0\r\n\r\n"),
            valid("an unknown status", "HTTP/1.1 499 x\r\nContent-Length: 0\r\n\r\n"),
            valid(
                    "interim responses",
                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 x\r\nLink: y\r\n\r\n" + OK + "\r\nbody"),
            valid("a body until the connection closes", OK + "\r\nbody"),
            valid("HTTP/1.0 until the connection closes", "HTTP/1.0 200 OK\r\n\r\nbody"),
            valid("204", "HTTP/1.1 204 No Content\r\n\r\n"),
            valid("304 with a length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"),
            valid("a length", OK + "Content-Length: 2\r\n\r\nhi"),
            valid("equal lengths", OK + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi"),
            valid(
                    "chunks, an extension and a trailer",
                    OK + "Transfer-Encoding: chunked\r\n\r\n1;a\r\nx\r\n0\r\nX: 1\r\n\r\n"),
            valid(
                    "chunks and a length",
                    OK + "Transfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n1\r\nx\r\n0\r\n\r\n"),
            valid("keep-alive", OK + "Content-Length: 1\r\n\r\nx" + OK + "Content-Length: 1\r\n\r\ny"));

    static final List<Case> STRICTER_WITH_REQUESTS = List.of(
            why("folded lines: parsers disagree on what they fold to", GET + "X: a\r\n b\r\n\r\n"),
            why("lengths of eighteen digits are enough", POST + "Content-Length: 0000000000000000001\r\n\r\nx"),
            why("chunk sizes of fifteen digits are enough", CHUNKED + "0000000000000001\r\nx\r\n0\r\n\r\n"),
            why(
                    "codings other than chunked are not decoded",
                    POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
            why("HTTP/1.1 asks for a Host", "GET / HTTP/1.1\r\n\r\n"),
            why("two Hosts may be read as either", GET + "Host: b\r\n\r\n"),
            why("a Host names a host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
            why("a Host is no list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
            why("names that a sloppy parser takes for Content-Length", POST + "Content_Length: 5\r\n\r\n"),
            why("there is no tunnel", "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n"),
            why("user information tells hosts apart wrongly", "GET http://u@b/ HTTP/1.1\r\nHost: a\r\n\r\n"),
            why("an asterisk is for OPTIONS", "GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
            why("other schemes lead elsewhere", "GET ftp://b/ HTTP/1.1\r\nHost: a\r\n\r\n"),
            why("a fragment does not travel", "GET /#x HTTP/1.1\r\nHost: a\r\n\r\n"),
            why("only ASCII stands in a target", "GET /\u00e4 HTTP/1.1\r\nHost: a\r\n\r\n"),
            why("HTTP/1.2 does not exist", "GET / HTTP/1.2\r\nHost: a\r\n\r\n"),
            why("single spaces", "GET  /  HTTP/1.1\r\nHost: a\r\n\r\n"),
            why("empty lines have a bound", "\r\n\r\n\r\n\r\n\r\n" + GET + "\r\n"),
            why("nothing but empty lines before a request", " \t" + GET + "\r\n"));

    static final List<Case> STRICTER_WITH_RESPONSES = List.of(
            why("folded lines: parsers disagree on what they fold to", OK + "X: a\r\n b\r\n\r\n"),
            why("codings other than chunked are not decoded", OK + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
            why("a length is no list", OK + "Content-Length: 2, 2\r\n\r\nhi"),
            why("classes of status end with 5xx", "HTTP/1.1 600 x\r\nContent-Length: 0\r\n\r\n"),
            why("HTTP/1.2 does not exist", "HTTP/1.2 200 OK\r\nContent-Length: 0\r\n\r\n"),
            why("nobody asked to switch protocols", "HTTP/1.1 101 x\r\nUpgrade: y\r\nConnection: Upgrade\r\n\r\n"),
            why("nothing comes before a response", "\r\n" + OK + "Content-Length: 0\r\n\r\n"));

    @ParameterizedTest
    @FieldSource("VALID_REQUESTS")
    void whatNettyTakesOfRequestsWeTake(Case valid) {
        Reading reading = DecoderProperties.checkRequests(valid.bytes());
        assertThat(reading.end()).isEmpty();
        assertThat(reading.messages()).hasSizeGreaterThan(1);
        assertThat(NettyReading.requests(valid.bytes()).messages())
                .hasSize(reading.messages().size() - 1)
                .allMatch(message -> message.progress() == Progress.COMPLETE);
    }

    @ParameterizedTest
    @FieldSource("VALID_RESPONSES")
    void whatNettyTakesOfResponsesWeTake(Case valid) {
        Reading reading = DecoderProperties.checkResponses(valid.bytes(), HttpMethod.GET);
        assertThat(reading.end()).isEmpty();
        assertThat(reading.messages()).isNotEmpty().allMatch(message -> message.progress() == Progress.COMPLETE);
        assertThat(NettyReading.responses(valid.bytes(), HttpMethod.GET).messages())
                .hasSameSizeAs(reading.messages());
    }

    @ParameterizedTest
    @FieldSource("STRICTER_WITH_REQUESTS")
    void whereWeAreStricterWithRequestsThereIsAReason(Case reason) {
        assertThat(NettyReading.requests(reason.bytes()).messages()).isNotEmpty();
        assertThat(NettyReading.requests(reason.bytes()).end()).isEmpty();
        assertThat(OwnReading.requests(reason.bytes(), new int[0]).end()).isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("STRICTER_WITH_RESPONSES")
    void whereWeAreStricterWithResponsesThereIsAReason(Case reason) {
        assertThat(NettyReading.responses(reason.bytes(), HttpMethod.GET).end()).isEmpty();
        assertThat(OwnReading.responses(reason.bytes(), new int[0], HttpMethod.GET)
                        .end())
                .isNotEmpty();
    }

    private static Case valid(String name, String text) {
        return new Case(name, text);
    }

    private static Case why(String reason, String text) {
        return new Case(reason, text);
    }
}
