package io.underpass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.underpass.wire.TestClient;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeTargetSocketTest {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final FakeTarget target = FakeTarget.start("chat");
    private final Listener heard = new Listener();

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void aScriptIsPlayed() throws InterruptedException {
        target.on("GET", "/chat")
                .answers(Reply.webSocket(SocketScript.echo()
                                .sends(SocketFrame.text("welcome"))
                                .answers(SocketFrame.text("one"), SocketFrame.binary((byte) 1))
                                .answers())
                        .header("X-Room", "7"));
        WebSocket client = open("/chat");

        assertThat(heard.next()).isEqualTo("welcome");
        client.sendText("first", true).join();
        assertThat(heard.next()).isEqualTo("one");
        assertThat(heard.next()).isEqualTo("bytes 1");
        client.sendText("gets no answer", true).join();
        client.sendText("third, ", false).join();
        client.sendText("in two frames", true).join();
        assertThat(heard.next()).isEqualTo("third, in two frames");
        client.sendPing(ByteBuffer.wrap("p".getBytes())).join();
        assertThat(heard.next()).isEqualTo("pong");
        client.sendClose(1000, "bye").join();
        assertThat(heard.next()).isEqualTo("closed 1000");

        TargetSocket socket = target.takeSocket(SOON);
        assertThat(socket.request().path()).isEqualTo("/chat");
        assertThat(socket.awaitFrames(6, SOON))
                .containsExactly(
                        SocketFrame.text("first"),
                        SocketFrame.text("gets no answer"),
                        new SocketFrame(SocketFrame.Kind.TEXT, "third, ".getBytes(), false),
                        new SocketFrame(SocketFrame.Kind.CONTINUATION, "in two frames".getBytes(), true),
                        SocketFrame.ping("p"),
                        SocketFrame.close(1000, "bye"));
        assertThat(socket.takeFrame(SOON)).hasToString("text \"first\"");
        await().until(() -> !socket.isOpen());
        assertThat(target.requests()).hasSize(1);
    }

    @Test
    void aTestSendsWhatItLikes() throws InterruptedException {
        target.answers(Reply.webSocket(SocketScript.empty()));
        open("/");
        TargetSocket socket = target.takeSocket(SOON);

        socket.send(SocketFrame.text("now"));
        assertThat(heard.next()).isEqualTo("now");
        socket.send(SocketFrame.close(1001, "going away"));
        assertThat(heard.next()).isEqualTo("closed 1001");
        assertThat(socket.awaitFrames(1, SOON))
                .singleElement()
                .extracting(SocketFrame::kind)
                .isEqualTo(SocketFrame.Kind.CLOSE);
    }

    @Test
    void aWebSocketGoesWrong() throws InterruptedException {
        target.answers(Reply.webSocket(SocketScript.empty().answers(SocketFrame.end())));
        open("/").sendText("x", true).join();
        assertThat(heard.next()).isEqualTo("closed 1006");

        target.answers(Reply.webSocket(SocketScript.empty().answers(SocketFrame.reset())));
        open("/").sendText("x", true).join();
        assertThat(heard.next()).isEqualTo("lost");

        target.answers(Reply.webSocket(SocketScript.empty().sends(SocketFrame.raw((byte) 0xff, (byte) 0xff))));
        open("/");
        assertThat(heard.next()).isEqualTo("lost");

        target.answers(Reply.webSocket(SocketScript.echo()).with(new TargetFault.Cut(Moment.IN_HEAD, false)));
        assertThatThrownBy(() -> open("/")).isInstanceOf(CompletionException.class);
        assertThat(target.sockets()).hasSize(3);
    }

    @Test
    void aRequestForSomethingElseIsTurnedAway() {
        target.answers(Reply.webSocket(SocketScript.echo()), Reply.status(403));

        TestClient.Response plain = TestClient.get(new InetSocketAddress(target.host(), target.port()), "/");
        assertThat(plain.status()).isEqualTo(426);
        assertThat(plain.header("Upgrade")).contains("websocket");
        assertThatThrownBy(() -> open("/"))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(403));
        assertThat(target.sockets()).isEmpty();
    }

    @Test
    void aMissingFrameIsNamed() throws InterruptedException {
        target.answers(Reply.webSocket(SocketScript.empty()));
        WebSocket client = open("/");
        TargetSocket socket = target.takeSocket(SOON);
        client.sendText("one", true).join();
        socket.takeFrame(SOON);

        assertThatThrownBy(() -> socket.takeFrame(Duration.ofMillis(5)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("the WebSocket of GET / was to get 2 frame(s) within 5 ms and got 1: [text \"one\"]");
        client.abort();
        await().until(() -> !socket.isOpen());
        assertThatThrownBy(() -> socket.takeFrame(SOON)).hasMessageContaining("got 1 before it ended");
        socket.send(SocketFrame.text("nobody hears it"));
    }

    private WebSocket open(String path) {
        CompletableFuture<WebSocket> opening =
                HTTP.newWebSocketBuilder().buildAsync(URI.create("ws://" + target.hostAndPort() + path), heard);
        return opening.orTimeout(SOON.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** What a client hears, in words. Threads: safe. */
    private static final class Listener implements WebSocket.Listener {

        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        String next() throws InterruptedException {
            String event = events.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new AssertionError("nothing was heard");
            }
            return event;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                events.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            events.add("bytes " + data.get());
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            events.add("pong");
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            events.add("closed " + code);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable cause) {
            events.add("lost");
        }
    }
}
