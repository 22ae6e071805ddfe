package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {

    private final RequestDecoder decoder = new RequestDecoder(1000, 2000, 2000);

    @Test
    void aPlainRequestIsAdmittedWithItsFieldsInOrder() {
        RequestGuard.Admitted admitted =
                admit("GET /a/b?c=d HTTP/1.1\r\nHost: example:80\r\nX-One: 1 \r\nx-two:\t2\r\n\r\n");

        assertThat(admitted.head().method()).isEqualTo(HttpMethod.GET);
        assertThat(admitted.head().target()).isEqualTo("/a/b?c=d");
        assertThat(admitted.head().version()).isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(admitted.head().headers().entries())
                .extracting(field -> field.getKey() + "=" + field.getValue())
                .containsExactly("Host=example:80", "X-One=1", "x-two=2");
        assertThat(admitted.bodyLength()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 12,12",
        "Content-Length: 0,0",
        "Transfer-Encoding: chunked,-1",
        "transfer-encoding: CHUNKED,-1"
    })
    void theBodyLengthComesFromOneField(String field, long length) {
        assertThat(admit("POST / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n").bodyLength())
                .isEqualTo(length);
    }

    @Test
    void aHeadMayArriveByteByByte() {
        byte[] bytes = "GET / HTTP/1.1\r\nHost: a\r\n\r\nrest".getBytes(StandardCharsets.US_ASCII);
        ByteBuf in = Unpooled.buffer();
        Optional<Verdict<RequestGuard.Admitted>> verdict = Optional.empty();
        for (int i = 0; i < bytes.length - 4; i++) {
            assertThat(verdict).isEmpty();
            in.writeByte(bytes[i]);
            verdict = decoder.decode(in);
        }

        assertThat(verdict).get().isInstanceOf(Verdict.Passed.class);
        assertThat(in.readableBytes()).isZero();
    }

    @Test
    void whatFollowsTheHeadIsLeftAlone() {
        ByteBuf in = buffer("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /second");
        decoder.decode(in);
        assertThat(in.toString(StandardCharsets.US_ASCII)).isEqualTo("GET /second");
    }

    @Test
    void emptyLinesBeforeARequestAreSkippedUpToABound() {
        assertThat(admit("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").head().target())
                .isEqualTo("/");
        assertThat(refuse("\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "http://other/x?y=1, /x?y=1, other",
        "http://other:81, /, other:81",
        "HTTPS://other?q, /?q, other",
        "/plain, /plain, original"
    })
    void anAbsoluteTargetBecomesOriginFormAndItsAuthorityTheHost(String target, String origin, String host) {
        RequestHead head =
                admit("GET " + target + " HTTP/1.1\r\nHost: original\r\n\r\n").head();
        assertThat(head.target()).isEqualTo(origin);
        assertThat(head.headers().getAll("host")).containsExactly(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  / HTTP/1.1",
                "GET / HTTP/1.1 ",
                " GET / HTTP/1.1",
                "GET\t/ HTTP/1.1",
                "GE(T / HTTP/1.1",
                "G\u0001T / HTTP/1.1",
                "GET /a b HTTP/1.1",
                "GET /a\tb HTTP/1.1",
                "GET /a\u0000b HTTP/1.1",
                "GET /a\u007fb HTTP/1.1",
                "GET /\u00e4 HTTP/1.1",
                "GET /a#b HTTP/1.1",
                "GET a HTTP/1.1",
                "GET * HTTP/1.1",
                "GET ftp://a/ HTTP/1.1",
                "GET http:///a HTTP/1.1",
                "GET http://user@a/ HTTP/1.1",
                "GET /",
                "GET / ",
                "GET / http/1.1",
                "GET / HTTP/1.1x",
                "GET / HTTP/1",
                "GET / HTTP/01.1",
            })
    void aMalformedRequestLineIsRefused(String line) {
        assertThat(refuse(line + "\r\nHost: a\r\n\r\n")).isEqualTo(400);
    }

    @Test
    void aMalformedRequestLineIsRefusedBeforeTheRestArrives() {
        assertThat(refuse("GET /\r\n")).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.2", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9"})
    void anotherVersionIsAnswered505(String version) {
        assertThat(refuse("GET / " + version + "\r\nHost: a\r\n\r\n")).isEqualTo(505);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-A : b",
                "X-A\t: b",
                " X-A: b",
                "X A: b",
                ": b",
                "X-A",
                "X-\u00e4: b",
                "X-\u0001A: b",
                "X-A: b\u0000c",
                "X-A: b\rc",
                "X-A: b\u0001",
                "X-A: b\r\n folded",
                "X-A: b\nX-B: c",
            })
    void aMalformedFieldLineIsRefused(String line) {
        assertThat(refuse("GET / HTTP/1.1\r\nHost: a\r\n" + line + "\r\n\r\n")).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1\r\nContent-Length: 1",
                "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: 1, 1",
                "Content-Length: +1",
                "Content-Length: -1",
                "Content-Length: 0x1",
                "Content-Length: 1 1",
                "Content-Length: 1.0",
                "Content-Length:",
                "Content-Length: 18446744073709551616",
                "Content-Length: 1\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer_Encoding: chunked",
                "Transfer---Encoding: chunked",
                "TransferEncoding: chunked",
                "content.length: 5",
                "Content_Length: 5",
            })
    void aBodyWhoseLengthIsDebatableIsRefused(String fields) {
        assertThat(refuse("POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n"))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "gzip, chunked",
                "chunked, chunked",
                "identity",
                ",chunked",
                "xchunked",
                "chunked;a=b",
                "'chunked'"
            })
    void aCodingOtherThanChunkedIsAnswered501(String coding) {
        assertThat(refuse("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + coding + "\r\n\r\n"))
                .isEqualTo(501);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: a\r\nHost: a",
                "Host:",
                "Host: a b",
                "Host: a, b",
                "Host: a,b",
                "Host: user@a",
                "Host: a/b",
                "Host: a:b",
                "Host: a:65536",
                "Host: [::1",
                "X-Other: a",
            })
    void aMissingRepeatedOrInvalidHostIsRefused(String fields) {
        assertThat(refuse("GET / HTTP/1.1\r\n" + fields + "\r\n\r\n")).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b:80", "127.0.0.1:1", "[::1]:8080", "my_service:3000", "a:"})
    void anOrdinaryHostIsAccepted(String host) {
        assertThat(admit("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                        .head()
                        .headers()
                        .get("Host"))
                .isEqualTo(host);
    }

    @Test
    void http10NeedsNoHostButMayNotBeChunked() {
        assertThat(admit("GET / HTTP/1.0\r\n\r\n").head().version()).isEqualTo(HttpVersion.HTTP_1_0);
        assertThat(refuse("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .isEqualTo(400);
    }

    @Test
    void connectIsRefusedAndAnAsteriskIsForOptions() {
        assertThat(refuse("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo(501);
        assertThat(admit("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").head().target())
                .isEqualTo("*");
    }

    @Test
    void limitsHoldToTheByte() {
        String target = "/" + "x".repeat(1000 - "GET / HTTP/1.1".length());
        assertThat(admit("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .head()
                        .target())
                .isEqualTo(target);
        assertThat(refuse("GET " + target + "x HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo(414);

        String value = "v".repeat(2000 - "Host: a\r\nX: \r\n\r\n".length());
        assertThat(admit("GET / HTTP/1.1\r\nHost: a\r\nX: " + value + "\r\n\r\n")
                        .bodyLength())
                .isZero();
        assertThat(refuse("GET / HTTP/1.1\r\nHost: a\r\nX: " + value + "v\r\n\r\n"))
                .isEqualTo(431);
    }

    @Test
    void oneFieldHasALimitOfItsOwn() {
        String start = "GET / HTTP/1.1\r\nHost: a\r\n";
        String line = "X: " + "v".repeat(97);
        assertThat(shortFields(start + line + "\r\n\r\n").orElseThrow()).isInstanceOf(Verdict.Passed.class);
        assertThat(shortFields(start + line + "v\r\n\r\n").orElseThrow()).isInstanceOf(Verdict.Refused.class);
        assertThat(shortFields(start + "X: 1\r\n" + line + "vvv").orElseThrow()).isInstanceOf(Verdict.Refused.class);
        assertThat(shortFields(start + line)).isEmpty();
        assertThat(shortFields("GET /" + "x".repeat(500) + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .orElseThrow())
                .isInstanceOf(Verdict.Passed.class);
    }

    private static Optional<Verdict<RequestGuard.Admitted>> shortFields(String head) {
        return new RequestDecoder(1000, 2000, 100).decode(buffer(head));
    }

    @Test
    void endlessLinesAreRefusedBeforeTheyEnd() {
        assertThat(refuse("GET /" + "x".repeat(2000))).isEqualTo(414);
        assertThat(refuse("GET / HTTP/1.1\r\nX: " + "x".repeat(2000))).isEqualTo(431);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001",
                " GET",
                "GE\u0000",
                "GET\t/",
                "GET\r",
                "GET / HTTP/1.1\rHost",
                "GET / HTTP/1.1\r\nHost: a\rb"
            })
    void whatCannotBecomeAHeadIsRefusedBeforeItEnds(String beginning) {
        assertThat(refuse(beginning)).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"G", "GET", "GET ", "GET /", "GET / HTTP/1.1\r", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nA: b\r"
            })
    void whatMayBecomeOneIsWaitedFor(String beginning) {
        assertThat(decode(beginning)).isEmpty();
    }

    @Test
    void theAnswerIsTheSameHoweverTheBytesAreCut() {
        assertThat(refuse("GET / HTTP/2.0\r\nHost: a\n\r\n")).isEqualTo(505);
        assertThat(refuse("GET / HTTP/2.0\r\nX: " + "x".repeat(2000))).isEqualTo(505);
        assertThat(refuse("GET /" + "x".repeat(1000) + "\n")).isEqualTo(414);
        assertThat(refuse("GET / HTTP/1.1\r\nX: " + "x".repeat(2000) + "\n")).isEqualTo(431);
    }

    @Test
    void whereAPolicyJudgesHeadsSeveralHostsPassIfEachIsOne() {
        HeadPolicy lenient = (head, lineBytes) -> new HeadPolicy.Taken(head, Optional.empty());
        Verdict<RequestGuard.Admitted> passed = new RequestDecoder(1000, 2000, 2000, Optional.of(lenient))
                .decode(buffer("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"))
                .orElseThrow();
        assertThat(((Verdict.Passed<RequestGuard.Admitted>) passed)
                        .value()
                        .head()
                        .headers()
                        .getAll("host"))
                .containsExactly("a", "b");
        for (String odd : new String[] {"Host: a\r\nHost: b c\r\n", "Host: b c\r\nHost: a\r\n", "X: y\r\n"}) {
            assertThat(new RequestDecoder(1000, 2000, 2000, Optional.of(lenient))
                            .decode(buffer("GET / HTTP/1.1\r\n" + odd + "\r\n"))
                            .orElseThrow())
                    .isInstanceOf(Verdict.Refused.class);
        }
        assertThat(refuse("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")).isEqualTo(400);
    }

    @Test
    void whatAPolicyHasNoticedStaysKnownWhereTheHeadIsRefusedAfterAll() {
        HeadPolicy.Remark seen = new HeadPolicy.Remark("Ambiguous", "EmptyHeader", true);
        Verdict<RequestGuard.Admitted> verdict = judged(
                (head, lineBytes) -> new HeadPolicy.Taken(head, Optional.of(seen)), "GET / HTTP/1.1\r\nX: y\r\n\r\n");
        assertThat(((Verdict.Refused<RequestGuard.Admitted>) verdict).refusal())
                .isEqualTo(new Refusal(HttpResponseStatus.BAD_REQUEST, "no Host field", Optional.of(seen)));
    }

    @Test
    void whereAPolicyJudgesALineWithoutVersionIsAWholeRequest() {
        HeadPolicy lenient = (head, lineBytes) -> {
            assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("GET /a\r\n\r\n");
            assertThat(lineBytes).isEqualTo(8);
            return new HeadPolicy.Taken(
                    "GET /a HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII), Optional.empty());
        };
        Verdict<RequestGuard.Admitted> verdict = judged(lenient, "GET /a\r\n");
        assertThat(((Verdict.Passed<RequestGuard.Admitted>) verdict)
                        .value()
                        .head()
                        .target())
                .isEqualTo("/a");
        RequestDecoder decoder = new RequestDecoder(1000, 2000, 2000, Optional.of(lenient));
        for (String incomplete :
                new String[] {"GET /a", "GET /a HTTP/1.1\r\n", "GET /a\r\nHost: a\r\n", "POST /a\r\n"}) {
            assertThat(new RequestDecoder(1000, 2000, 2000, Optional.of(lenient)).decode(buffer(incomplete)))
                    .as(incomplete)
                    .isEmpty();
        }
        assertThat(decode("GET /a\r\n").orElseThrow()).isInstanceOf(Verdict.Refused.class);
        assertThat(decoder.decode(buffer("GET /a\r\n"))).isPresent();
        assertThat(decoder.decode(buffer("GET /a\r\n"))).isPresent();
    }

    private static Verdict<RequestGuard.Admitted> judged(HeadPolicy policy, String head) {
        return new RequestDecoder(1000, 2000, 2000, Optional.of(policy))
                .decode(buffer(head))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, chunked, 501",
        "chunked, gzip, 501",
        "chunked, identity, 501",
        "chunked, chunked, 400",
    })
    void severalTransferCodingsAreWhatOneFieldWithAListWouldBe(String first, String second, int status) {
        assertThat(refuse("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + first + "\r\nTransfer-Encoding: "
                        + second + "\r\n\r\n"))
                .isEqualTo(status);
    }

    private static RequestGuard.Admitted admit(String head) {
        Verdict<RequestGuard.Admitted> verdict = decode(head).orElseThrow();
        assertThat(verdict).as(head).isInstanceOf(Verdict.Passed.class);
        return ((Verdict.Passed<RequestGuard.Admitted>) verdict).value();
    }

    private static int refuse(String head) {
        Verdict<RequestGuard.Admitted> verdict = decode(head).orElseThrow();
        assertThat(verdict).as(head).isInstanceOf(Verdict.Refused.class);
        return ((Verdict.Refused<RequestGuard.Admitted>) verdict)
                .refusal()
                .status()
                .code();
    }

    private static Optional<Verdict<RequestGuard.Admitted>> decode(String head) {
        return new RequestDecoder(1000, 2000, 2000).decode(buffer(head));
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
