package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A listener that comes to speak TLS while clients are connected, or no longer does. */
@ExtendWith(LeakExtension.class)
class ProtocolChangeTest {

    private static final TestTls TLS = TestTls.create();
    private static final ListenerSettings PLAIN = ListenerSettings.defaults();
    private static final ListenerSettings SECURE = PLAIN.withIdentities(TLS.anyName());
    private static EventLoops loops;

    private HttpListener listener;

    @BeforeAll
    static void startLoops() {
        loops = EventLoops.of(1); // What is accepted first is there first.
    }

    @AfterAll
    static void stopLoops() {
        loops.close();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void whoIsConnectedGetsOneMoreAnswerByItsOldProtocol() {
        listen(PLAIN);
        try (TestClient client = TestClient.connect(listener.address())) {
            assertThat(client.send("GET", "/", "").read().header("Connection")).contains("keep-alive");

            listener.settings(SECURE);

            TestClient.Response last = client.send("GET", "/", "").read();
            assertThat(last.bodyText()).isEqualTo("plain, no TLS offered");
            assertThat(last.header("Connection")).contains("close");
            assertThatThrownBy(() -> client.send("GET", "/", "").read()).isInstanceOf(UncheckedIOException.class);
        }
        assertThat(TestClient.get(listener.address(), "/").bodyText()).isEqualTo("plain, TLS offered");
    }

    @Test
    void theSameGoesForClientsThatSpeakTls() throws IOException {
        listen(SECURE);
        try (TestClient client = secure()) {
            assertThat(client.send("GET", "/", "").read().header("Connection")).contains("keep-alive");

            listener.settings(PLAIN);

            TestClient.Response last = client.send("GET", "/", "").read();
            assertThat(last.bodyText()).isEqualTo("secure, TLS offered");
            assertThat(last.header("Connection")).contains("close");
        }
        assertThat(TestClient.get(listener.address(), "/").bodyText()).isEqualTo("plain, no TLS offered");
    }

    @Test
    void changesOfOtherKindsConcernNobodyWhoIsConnected() {
        listen(PLAIN);
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("GET", "/", "").read();
            listener.settings(PLAIN.withMaxHeaderBytes(1000));
            assertThat(client.send("GET", "/", "").read().header("Connection")).contains("keep-alive");
        }
    }

    @Test
    void whoHasSaidNothingYetMaySpeakEitherProtocol() throws IOException {
        listen(PLAIN);
        try (Socket early = new Socket(
                        listener.address().getAddress(), listener.address().getPort());
                TestClient late = TestClient.connect(listener.address())) {
            answered(); // so that both are accepted

            listener.settings(SECURE);

            assertThat(securedOver(early)).isEqualTo("secure, no TLS offered");
            assertThat(late.send("GET", "/", "").read().bodyText()).isEqualTo("plain, no TLS offered");
        }
    }

    @Test
    void whoHasConnectedWhenTlsWasSpokenMayBeginWithIt() throws IOException {
        listen(SECURE);
        try (Socket early =
                new Socket(listener.address().getAddress(), listener.address().getPort())) {
            answered();

            listener.settings(PLAIN);

            assertThat(securedOver(early)).isEqualTo("secure, TLS offered");
        }
    }

    @Test
    void aConnectionIsToldOfOnceAsWhatItCameToSpeak() throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        ListenerSettings plain = PLAIN.withConnections(telling(told));
        ListenerSettings secure = SECURE.withConnections(telling(told));
        listen(plain);
        try (Socket early =
                new Socket(listener.address().getAddress(), listener.address().getPort())) {
            answered();
            listener.settings(secure);
            securedOver(early);
            assertThat(told).containsExactly("plain", "secure");
        }
        told.clear();
        try (TestClient late = TestClient.connect(listener.address())) {
            answered(); // a mistake
            listener.settings(plain);
            late.send("GET", "/", "").read();
            assertThat(told).containsExactly("plain");
        }
        told.clear();
        TestClient.connect(listener.address()).close();
        await().untilAsserted(() -> assertThat(told).containsExactly("plain"));
    }

    private static ConnectionObserver telling(List<String> told) {
        return new ConnectionObserver() {
            @Override
            public Runnable accepted() {
                return () -> {};
            }

            @Override
            public void established(Peer peer, long handshakeNanos) {
                told.add(peer.secure() ? "secure" : "plain");
            }

            @Override
            public void failed(Peer peer, Optional<TlsSession> session, Throwable cause) {
                told.add("failed");
            }

            @Override
            public void refused(Peer peer, int status, Optional<HeadPolicy.Remark> remark) {}
        };
    }

    @Test
    void streamsTakeTheirLeaveWithTheNextAnswer() throws Exception {
        listen(SECURE);
        try (Http2Client client = new Http2Client(TLS, listener.address())) {
            client.send(Http2Client.HEADERS, 5, 1, Http2Client.get("/"));
            assertThat(client.await(Http2Client.DATA).text()).isEqualTo("secure, TLS offered");
            try (TestClient another = secure()) {
                another.send("GET", "/", "").read(); // By then the first stream is over for the listener, too.
            }

            listener.settings(PLAIN);

            client.send(Http2Client.HEADERS, 5, 3, Http2Client.get("/"));
            assertThat(client.await(Http2Client.DATA).text()).isEqualTo("secure, TLS offered");
            assertThat(client.awaitGoAway()).contains(0);
        }
    }

    @Test
    void noConnectionIsRefusedOrLostOverManyChanges() throws Exception {
        listen(PLAIN);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(runsAlone(() -> {
                while (!over.get()) {
                    assertThat(TestClient.get(listener.address(), "/").status()).isEqualTo(200);
                    answers.incrementAndGet();
                }
            }));
        }
        Set<String> spoken = ConcurrentHashMap.newKeySet();
        clients.add(runsAlone(() -> {
            do {
                spoken.add(spokenWithTls());
                assertThat(spoken).isSubsetOf("secure", "not TLS");
            } while (!over.get());
        }));
        for (int change = 0; change < 20; change++) {
            int before = answers.get();
            listener.settings(change % 2 == 0 ? SECURE : PLAIN);
            while (answers.get() < before + 10 && clients.stream().noneMatch(CompletableFuture::isDone)) {
                Thread.onSpinWait();
            }
        }
        over.set(true);
        CompletableFuture.allOf(clients.toArray(CompletableFuture<?>[]::new)).get();
        assertThat(spoken).as("what the client that speaks TLS has seen").isNotEmpty();
    }

    /** On a thread of its own: the common pool may have fewer than there are clients. */
    private static CompletableFuture<Void> runsAlone(Runnable client) {
        return CompletableFuture.runAsync(client, task -> new Thread(task).start());
    }

    private void listen(ListenerSettings settings) {
        try {
            listener = HttpListener.bind(
                    loops,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    exchange -> WholeResponse.of(
                                    HttpResponseStatus.OK,
                                    "text/plain",
                                    (exchange.peer().secure() ? "secure" : "plain")
                                            + (exchange.tlsOffered() ? ", TLS offered" : ", no TLS offered"))
                            .sendTo(exchange),
                    (exchange, completion) -> {},
                    settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answered() {
        TestClient.get(listener.address(), "/");
    }

    private static String securedOver(Socket plain) throws IOException {
        return TestClient.over(TestTls.over(plain, TLS.client(), "a.example.com"))
                .send("GET", "/", "")
                .read()
                .bodyText();
    }

    /** What comes of a client that speaks TLS whether or not the listener does. */
    private String spokenWithTls() {
        try (TestClient client = secure()) {
            return client.send("GET", "/", "").read().bodyText().substring(0, 6);
        } catch (SSLException e) {
            return String.valueOf(e.getMessage()).contains("unrecognized SSL message") ? "not TLS" : e.toString();
        } catch (IOException | UncheckedIOException e) {
            return e.toString();
        }
    }

    private TestClient secure() throws IOException {
        SSLSocket socket = TestTls.connect(TLS.client(), listener.address(), "a.example.com");
        return TestClient.over(socket);
    }
}
