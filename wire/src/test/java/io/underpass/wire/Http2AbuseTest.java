package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client of HTTP/2 may not do: requests that HTTP/1.1 could not carry, and frames that cost more than they bring. */
class Http2AbuseTest {

    private static final int ENHANCE_YOUR_CALM = 11;
    private static final TestTls TLS = TestTls.create();
    private static final ServerIdentities IDENTITIES = TLS.anyName();

    private final EventLoops loops = EventLoops.of(1);
    private final AtomicInteger served = new AtomicInteger();
    private HttpListener listener;

    @BeforeEach
    void serve() throws IOException {
        listener = HttpListener.bind(
                loops,
                new InetSocketAddress("127.0.0.1", 0),
                exchange -> {
                    served.incrementAndGet();
                    WholeResponse.of(HttpResponseStatus.OK, new FieldList(), "ok".getBytes(StandardCharsets.UTF_8))
                            .sendTo(exchange);
                },
                (exchange, completion) -> {},
                ListenerSettings.defaults().withIdentities(IDENTITIES));
    }

    @AfterEach
    void othersAreStillServed() throws IOException {
        try (Http2Client client = new Http2Client(TLS, listener.address())) {
            client.send(Http2Client.HEADERS, 5, 1, Http2Client.get("/"));
            assertThat(client.await(Http2Client.DATA).text()).isEqualTo("ok");
        } finally {
            listener.close();
            loops.close();
        }
    }

    static Stream<Arguments> requestsThatAreRefused() {
        return Stream.of(
                refused("a line break in a value", Http2Client.get("/", "x", "a\r\nHost: evil")),
                refused("a NUL in a value", Http2Client.get("/", "x", "a\0b")),
                refused("white space around a value", Http2Client.get("/", "x", " a")),
                refused("a name with upper-case letters", Http2Client.get("/", "X-Upper", "a")),
                refused("a name with a colon", Http2Client.get("/", "x:y", "a")),
                refused("a name with a space", Http2Client.get("/", "x y", "a")),
                refused("an empty name", Http2Client.get("/", "", "a")),
                refused("connection", Http2Client.get("/", "connection", "close")),
                refused("transfer-encoding", Http2Client.get("/", "transfer-encoding", "chunked")),
                refused("upgrade", Http2Client.get("/", "upgrade", "websocket")),
                refused("te", Http2Client.get("/", "te", "gzip")),
                refused("a length without a body", Http2Client.get("/", "content-length", "5")),
                refused("two lengths", Http2Client.get("/", "content-length", "0", "content-length", "1")),
                refused("no number as the length", Http2Client.get("/", "content-length", "+0")),
                refused("a lookalike of a framing field", Http2Client.get("/", "content_length", "5")),
                refused("another host than the authority", Http2Client.get("/", "host", "evil.example.com")),
                refused("a pseudo-header field after others", Http2Client.get("/", "x", "a", ":path", "/b")),
                refused("an unknown pseudo-header field", Http2Client.get("/", ":status", "200")),
                refused("a path that is none", Http2Client.get("evil")),
                refused("a path in absolute form", Http2Client.get("http://evil.example.com/")),
                refused("a line break in the path", Http2Client.get("/\r\nX: y")),
                refused("a fragment in the path", Http2Client.get("/a#b")),
                refused("an empty path", Http2Client.get("")),
                refused(
                        "a space in the method",
                        Http2Client.block(
                                ":method", "GET /x HTTP/1.1", ":scheme", "https", ":authority", "a", ":path", "/")),
                refused("no path", Http2Client.block(":method", "GET", ":scheme", "https", ":authority", "a")),
                refused("no authority", Http2Client.block(":method", "GET", ":scheme", "https", ":path", "/")),
                refused("no method", Http2Client.block(":scheme", "https", ":authority", "a", ":path", "/")),
                refused(
                        "another scheme",
                        Http2Client.block(":method", "GET", ":scheme", "ftp", ":authority", "a", ":path", "/")),
                refused(
                        "an authority with a user",
                        Http2Client.block(":method", "GET", ":scheme", "https", ":authority", "u@a", ":path", "/")),
                refused("CONNECT", Http2Client.block(":method", "CONNECT", ":authority", "a:443")),
                refused("fields that are too large", Http2Client.get("/", "x", "y".repeat(70_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void requestsThatAreRefused(String what, byte[] block) throws IOException {
        try (Http2Client client = new Http2Client(TLS, listener.address())) {
            sendBlock(client, block);
            Http2Client.Frame answer =
                    client.next().orElseThrow(() -> new IOException("the connection ended without a word"));
            switch (answer.type()) {
                case Http2Client.HEADERS ->
                    assertThat(client.await(Http2Client.DATA).text()).matches("(?s)[45]\\d\\d.*");
                case Http2Client.RST_STREAM, Http2Client.GOAWAY ->
                    assertThat(answer.error()).isNotZero();
                default -> throw new AssertionError("answered with " + answer);
            }
        }
        assertThat(served).hasValue(0);
    }

    @Test
    void cookiesAreJoined() throws IOException {
        try (Http2Client client = new Http2Client(TLS, listener.address())) {
            client.send(
                    Http2Client.HEADERS,
                    5,
                    1,
                    Http2Client.get("/", "cookie", "a=1", "te", "trailers", "cookie", "b=2"));
            assertThat(client.await(Http2Client.DATA).text()).isEqualTo("ok");
        }
    }

    @Test
    void whatAnnouncesNoBodyIsServedOnceNoneHasCome() throws IOException {
        byte[] head = Http2Client.post("/", "content-length", "0");
        try (Http2Client client = new Http2Client(TLS, listener.address())) {
            client.send(Http2Client.HEADERS, Http2Client.END_HEADERS, 1, head);
            client.send(Http2Client.DATA, Http2Client.END_STREAM, 1, "GET /".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.await(Http2Client.RST_STREAM).stream()).isEqualTo(1);
            client.send(Http2Client.HEADERS, Http2Client.END_HEADERS, 3, head);
            client.send(Http2Client.HEADERS, Http2Client.END_HEADERS | Http2Client.END_STREAM, 5, Http2Client.get("/"));
            assertThat(client.await(Http2Client.HEADERS).stream()).isEqualTo(5);
            assertThat(served).hasValue(1);
            client.send(Http2Client.DATA, 0, 3, new byte[0]);
            client.send(Http2Client.DATA, Http2Client.END_STREAM, 3, new byte[0]);
            assertThat(client.await(Http2Client.HEADERS).stream()).isEqualTo(3);
            assertThat(served).hasValue(2);
        }
    }

    @Test
    void aBodyLongerThanAnnouncedIsRefused() throws IOException {
        try (Http2Client client = new Http2Client(TLS, listener.address())) {
            client.send(
                    Http2Client.HEADERS,
                    Http2Client.END_HEADERS,
                    1,
                    Http2Client.post("/", "content-length", "2"));
            client.send(Http2Client.DATA, Http2Client.END_STREAM, 1, new byte[3]);
            assertThat(client.awaitEnd()).isNotNull();
        }
    }

    @Test
    void rapidResetsEndTheConnection() throws IOException {
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        for (int i = 0; i < 2000; i++) {
            flood.writeBytes(Http2Client.frame(Http2Client.HEADERS, 5, 2 * i + 1, Http2Client.get("/")));
            flood.writeBytes(Http2Client.frame(Http2Client.RST_STREAM, 0, 2 * i + 1, new byte[] {0, 0, 0, 8}));
        }
        assertThat(goAwayAfter(flood.toByteArray())).hasValue(ENHANCE_YOUR_CALM);
        assertThat(served.get()).isLessThan(300);
    }

    @Test
    void aFloodOfContinuationsEndsTheConnection() throws IOException {
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        flood.writeBytes(Http2Client.frame(Http2Client.HEADERS, Http2Client.END_STREAM, 1, Http2Client.get("/")));
        for (int i = 0; i < 10_000; i++) {
            flood.writeBytes(Http2Client.frame(Http2Client.CONTINUATION, 0, 1, new byte[0]));
        }
        assertThat(goAwayAfter(flood.toByteArray())).hasValue(ENHANCE_YOUR_CALM);
        assertThat(served).hasValue(0);
    }

    @Test
    void aFloodOfEmptyDataEndsTheConnection() throws IOException {
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        flood.writeBytes(Http2Client.frame(
                Http2Client.HEADERS,
                Http2Client.END_HEADERS,
                1,
                Http2Client.post("/")));
        for (int i = 0; i < 10_000; i++) {
            flood.writeBytes(Http2Client.frame(Http2Client.DATA, 0, 1, new byte[0]));
        }
        assertThat(goAwayAfter(flood.toByteArray())).hasValue(ENHANCE_YOUR_CALM);
    }

    @Test
    void aFloodOfPingsWhoseAnswersNobodyReadsEndsTheConnection() throws IOException {
        byte[] pings = new byte[17 * 10_000];
        byte[] ping = Http2Client.frame(Http2Client.PING, 0, 0, new byte[8]);
        for (int i = 0; i < 10_000; i++) {
            System.arraycopy(ping, 0, pings, 17 * i, 17);
        }
        try (Http2Client client = new Http2Client(TLS, listener.address())) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 200; i++) {
                            client.sendRaw(pings);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void moreStreamsThanAllowedAreRefused() throws IOException {
        try (Http2Client client = new Http2Client(TLS, listener.address())) {
            // Streams whose bodies never end stay open on the client's side.
            for (int i = 0; i < 200; i++) {
                client.send(
                        Http2Client.HEADERS,
                        Http2Client.END_HEADERS,
                        2 * i + 1,
                        Http2Client.post("/"));
            }
            assertThat(client.awaitEnd()).isNotNull();
        }
    }

    @Test
    void whatIsNoHttp2EndsTheConnection() throws IOException {
        assertThat(goAwayAfter("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isPresent();
    }

    private Optional<Integer> goAwayAfter(byte[] flood) throws IOException {
        try (Http2Client client = new Http2Client(TLS, listener.address())) {
            Thread sender = new Thread(() -> {
                try {
                    client.sendRaw(flood);
                } catch (IOException e) {
                    // the server has had enough
                }
            });
            sender.start();
            return client.awaitGoAway();
        } catch (SocketException | SSLException e) {
            return Optional.empty();
        }
    }

    /** In as many frames as it takes. */
    private static void sendBlock(Http2Client client, byte[] block) throws IOException {
        int max = 16_000;
        for (int from = 0; from < block.length; from += max) {
            int to = Math.min(block.length, from + max);
            int type = from == 0 ? Http2Client.HEADERS : Http2Client.CONTINUATION;
            int flags = (from == 0 ? Http2Client.END_STREAM : 0) | (to == block.length ? Http2Client.END_HEADERS : 0);
            client.send(type, flags, 1, java.util.Arrays.copyOfRange(block, from, to));
        }
    }

    private static Arguments refused(String what, byte[] block) {
        return Arguments.of(what, block);
    }
}
