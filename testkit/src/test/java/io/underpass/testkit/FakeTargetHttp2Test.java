package io.underpass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.wire.Http2Client;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestTls;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FakeTargetHttp2Test {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration A_WHILE = Duration.ofMillis(40);
    private static final TestTls TLS = TestTls.create();
    private static final int LAST = Http2Client.END_HEADERS | Http2Client.END_STREAM;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final FakeTarget target = FakeTarget.builder("orders")
            .tls(
                    TLS.keys().getPrivate(),
                    List.of(TLS.certificate("h2.example.com"), TLS.authority().certificate()))
            .start();

    private Http2Client client;

    @BeforeEach
    void connect() throws IOException {
        client = new Http2Client(TLS, address(target));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        target.close();
    }

    @Test
    void aRequestIsRecordedWithItsTrailers() throws IOException {
        byte[] head = Http2Client.block(
                ":method", "POST", ":scheme", "https", ":authority", "shop", ":path", "/orders?a=b", "x-client", "me");
        client.send(Http2Client.HEADERS, Http2Client.END_HEADERS, 1, head);
        client.send(Http2Client.DATA, 0, 1, "two ".getBytes(StandardCharsets.US_ASCII));
        client.send(Http2Client.DATA, 0, 1, "boxes".getBytes(StandardCharsets.US_ASCII));
        client.send(Http2Client.HEADERS, LAST, 1, Http2Client.block("x-sum", "7"));

        assertThat(client.await(Http2Client.DATA).text()).isEqualTo("orders\n");
        RecordedRequest request = target.takeRequest(SOON);
        assertThat(request).hasToString("POST /orders?a=b");
        assertThat(request.protocol()).isEqualTo("HTTP/2");
        assertThat(request.header("host")).contains("shop");
        assertThat(request.header(":scheme")).contains("https");
        assertThat(request.header("X-Client")).contains("me");
        assertThat(request.bodyText()).isEqualTo("two boxes");
        assertThat(request.trailer("x-sum")).contains("7");
        assertThat(request.connection()).isEqualTo(1);
        RecordedTls tls = request.tls().orElseThrow();
        assertThat(tls.applicationProtocol()).isEqualTo("h2");
        assertThat(tls.serverName()).isEqualTo("h2.example.com");
    }

    @Test
    void requestsOfOneConnectionAreAnsweredSideBySide() throws IOException {
        target.on("GET", "/late").answers(Reply.text(200, "late").after(Duration.ofMillis(150)));
        // In one record, so that the target has the second request long before the first is answered.
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(Http2Client.frame(Http2Client.HEADERS, LAST, 1, Http2Client.get("/late")));
        both.write(Http2Client.frame(Http2Client.HEADERS, LAST, 3, Http2Client.get("/soon")));
        client.sendRaw(both.toByteArray());

        assertThat(client.await(Http2Client.DATA).stream()).isEqualTo(3);
        assertThat(client.await(Http2Client.DATA).stream()).isEqualTo(1);
        assertThat(target.requests()).extracting(RecordedRequest::connection).containsOnly(1);
    }

    @Test
    void aReplyHasTrailers() throws IOException {
        target.answers(Reply.text(200, "abc").trailer("X-Sum", "7"));
        ask(1, "/");

        assertThat(client.await(Http2Client.DATA).endsStream()).isFalse();
        Http2Client.Frame trailers = client.await(Http2Client.HEADERS);
        assertThat(trailers.endsStream()).isTrue();

        target.answers(Reply.grpc(new byte[] {1, 2}));
        ask(3, "/");
        assertThat(client.await(Http2Client.DATA).payload()).containsExactly(0, 0, 0, 0, 2, 1, 2);
        assertThat(client.await(Http2Client.HEADERS).endsStream()).isTrue();

        target.answers(Reply.grpcStatus(14, "not today"));
        ask(5, "/");
        assertThat(client.await(Http2Client.HEADERS).endsStream()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aStreamIsResetWhereItIsToldAndTheConnectionStays(Moment moment) throws IOException {
        target.answers(Reply.resetStream(moment), Reply.status(204));
        ask(1, "/");
        Http2Client.Frame first = client.next().orElseThrow();
        Http2Client.Frame reset = first.type() == Http2Client.RST_STREAM ? first : client.await(Http2Client.RST_STREAM);
        assertThat(reset.error()).isEqualTo(2);
        assertThat(first.type())
                .isEqualTo(
                        moment == Moment.AFTER_HEAD || moment == Moment.IN_BODY
                                ? Http2Client.HEADERS
                                : Http2Client.RST_STREAM);

        ask(3, "/");
        assertThat(client.await(Http2Client.HEADERS).endsStream()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aConnectionIsCutWhereItIsTold(Moment moment) throws IOException {
        target.answers(Reply.closed(moment));
        ask(1, "/");
        Optional<Http2Client.Frame> first = client.next();
        assertThat(first.map(Http2Client.Frame::type))
                .isEqualTo(
                        moment == Moment.AFTER_HEAD || moment == Moment.IN_BODY
                                ? Optional.of(Http2Client.HEADERS)
                                : Optional.empty());
    }

    @Test
    void aConnectionIsReset() {
        target.answers(Reply.reset(Moment.AFTER_HEAD));
        assertThatThrownBy(() -> {
                    ask(1, "/");
                    client.await(Http2Client.DATA);
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void aBodyTricklesAndItsLengthIsWrong() throws IOException {
        target.answers(
                Reply.text(200, "abcdef").trickling(2, Duration.ofMillis(1)),
                Reply.text(200, "abc").announcing(10),
                Reply.text(200, "abcdef").with(new TargetFault.CutAfter(4, false)));
        ask(1, "/");
        assertThat(client.await(Http2Client.DATA).text()).isEqualTo("ab");
        assertThat(client.await(Http2Client.DATA).text()).isEqualTo("cd");
        assertThat(client.await(Http2Client.DATA).text()).isEqualTo("ef");
        ask(3, "/");
        assertThat(client.await(Http2Client.DATA).endsStream()).isTrue();
        ask(5, "/");
        assertThat(client.await(Http2Client.DATA).text()).isEqualTo("abcd");
        assertThat(client.next()).isEmpty();
    }

    @Test
    void aTargetLeavesInOrder() throws IOException {
        target.answers(Reply.text(200, "goodbye").leaving());
        ask(1, "/");
        assertThat(client.await(Http2Client.GOAWAY).error()).isZero();
        assertThat(client.await(Http2Client.DATA).text()).isEqualTo("goodbye");
        assertThat(client.next().filter(frame -> frame.type() != Http2Client.GOAWAY))
                .isEmpty();
    }

    @Test
    void aTargetThatLeavesReadsWhatItHasTaken() throws IOException {
        target.on("GET", "/last").answers(Reply.text(200, "goodbye").leaving());
        byte[] head =
                Http2Client.block(":method", "POST", ":scheme", "https", ":authority", "shop", ":path", "/orders");
        client.send(Http2Client.HEADERS, Http2Client.END_HEADERS, 1, head);
        ask(3, "/last");
        assertThat(client.await(Http2Client.GOAWAY).error()).isZero();
        assertThat(client.await(Http2Client.DATA).text()).isEqualTo("goodbye");

        Awaitility.await().during(A_WHILE).atMost(SOON).until(() -> target.openConnections() == 1);
        client.send(Http2Client.DATA, Http2Client.END_STREAM, 1, "late".getBytes(StandardCharsets.US_ASCII));
        assertThat(client.await(Http2Client.DATA).text()).isEqualTo("orders\n");
        assertThat(client.next().filter(frame -> frame.type() != Http2Client.GOAWAY))
                .isEmpty();
    }

    @Test
    void noWebSocketIsOpenedInHttp2() throws IOException {
        target.answers(Reply.webSocket(SocketScript.empty()));
        ask(1, "/");
        Http2Client.Frame head = client.await(Http2Client.HEADERS);
        assertThat(head.text()).contains("426").doesNotContain("upgrade");
        assertThat(target.requests()).hasSize(1);
    }

    @Test
    void clientsThatKnowBeforehandAreAnsweredInClearTextBesideTheOthers() throws IOException {
        try (FakeTarget plain = FakeTarget.start("plain");
                Socket socket = new Socket(plain.host(), plain.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(PREFACE);
            bytes.write(Http2Client.frame(Http2Client.SETTINGS, 0, 0, new byte[0]));
            bytes.write(Http2Client.frame(Http2Client.HEADERS, LAST, 1, Http2Client.get("/orders")));
            for (byte each : bytes.toByteArray()) {
                socket.getOutputStream().write(each);
            }
            assertThat(nextData(new DataInputStream(socket.getInputStream()))).isEqualTo("plain\n");
            assertThat(TestClient.get(address(plain), "/payments").status()).isEqualTo(200);

            assertThat(plain.requests()).extracting(RecordedRequest::protocol).containsExactly("HTTP/2", "HTTP/1.1");
            assertThat(plain.requests().get(0).tls()).isEmpty();
        }
    }

    @Test
    void itSpeaksNothingElseThanItIsTold() throws IOException {
        try (FakeTarget one =
                        FakeTarget.builder("one").speaks(HttpVersion.HTTP_1_1).start();
                FakeTarget two =
                        FakeTarget.builder("two").speaks(HttpVersion.HTTP_2).start()) {
            try (TestClient plain = TestClient.connect(address(one))) {
                assertThat(plain.send(PREFACE).read().status()).isEqualTo(400);
            }
            try (Socket socket = new Socket(two.host(), two.port())) {
                socket.setSoTimeout((int) SOON.toMillis());
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
                assertThat(new String(socket.getInputStream().readAllBytes())).doesNotContain("HTTP/1.1 ");
            }
            assertThat(two.requests()).isEmpty();
        }
    }

    @Test
    void healthChecksOfGrpcAreAnsweredInItsOwnWay() throws IOException {
        check(1, "/AWS.ALB/healthcheck");
        assertThat(client.await(Http2Client.HEADERS).endsStream()).isTrue();
        check(3, "/shop.Orders/Check");
        assertThat(client.await(Http2Client.DATA).payload()).containsExactly(0, 0, 0, 0, 0);
        target.unhealthy();
        check(5, "/shop.Orders/Check");
        assertThat(client.await(Http2Client.HEADERS).stream()).isEqualTo(3);
        assertThat(client.await(Http2Client.HEADERS).endsStream()).isTrue();
        assertThat(target.healthChecks()).hasSize(3);
        assertThat(target.requests()).isEmpty();
    }

    private void check(int stream, String path) throws IOException {
        byte[] head = Http2Client.get(path, "user-agent", "ELB-HealthChecker/2.0", "content-type", "application/grpc");
        client.send(Http2Client.HEADERS, LAST, stream, head);
    }

    private void ask(int stream, String path) throws IOException {
        client.send(Http2Client.HEADERS, LAST, stream, Http2Client.get(path));
    }

    private static String nextData(DataInputStream in) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            in.skipNBytes(5);
            byte[] payload = in.readNBytes(length);
            if (type == Http2Client.DATA) {
                return new String(payload, StandardCharsets.UTF_8);
            }
        }
    }

    private static InetSocketAddress address(FakeTarget target) {
        return new InetSocketAddress(target.host(), target.port());
    }
}
