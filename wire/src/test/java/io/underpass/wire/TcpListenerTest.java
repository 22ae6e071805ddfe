package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections passed on byte by byte, on real sockets. */
@Timeout(120)
class TcpListenerTest {

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final EventLoops loops = EventLoops.of(1);
    private final TcpClient client = new TcpClient(loops, NameResolver.system(Runnable::run));
    private final ServerSocket origin;

    TcpListenerTest() throws IOException {
        origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        origin.close();
        loops.close();
    }

    @Test
    void bytesGoBothWaysAndTheEndOfOneDirectionLeavesTheOtherOpen() throws Exception {
        try (TcpListener listener = passing(LONG);
                Socket near = connect(listener);
                Socket far = origin.accept()) {
            near.getOutputStream().write("question".getBytes(StandardCharsets.US_ASCII));
            near.shutdownOutput();

            assertThat(far.getInputStream().readAllBytes()).asString().isEqualTo("question");
            far.getOutputStream().write("answer".getBytes(StandardCharsets.US_ASCII));
            far.shutdownOutput();

            assertThat(near.getInputStream().readAllBytes()).asString().isEqualTo("answer");
        }
    }

    @Test
    void theOtherSideMayEndFirst() throws Exception {
        try (TcpListener listener = passing(LONG);
                Socket near = connect(listener);
                Socket far = origin.accept()) {
            far.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            far.shutdownOutput();
            assertThat(near.getInputStream().readAllBytes()).asString().isEqualTo("hello");

            near.getOutputStream().write("bye".getBytes(StandardCharsets.US_ASCII));
            near.close();

            assertThat(far.getInputStream().readAllBytes()).asString().isEqualTo("bye");
        }
    }

    @Test
    void aReceiverThatDoesNotReadHoldsTheSenderUpAndLosesNothing() throws Exception {
        int total = 64 * 1024 * 1024;
        try (TcpListener listener = passing(LONG);
                Socket near = connect(listener);
                Socket far = origin.accept()) {
            AtomicLong sent = new AtomicLong();
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                byte[] chunk = new byte[64 * 1024];
                Arrays.fill(chunk, (byte) 7);
                try {
                    for (int i = 0; i < total / chunk.length; i++) {
                        near.getOutputStream().write(chunk);
                        sent.addAndGet(chunk.length);
                    }
                    near.shutdownOutput();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(300))
                    .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).isPositive().isLessThan(total);

            long received = 0;
            InputStream in = far.getInputStream();
            byte[] buffer = new byte[256 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                received += count;
            }

            sender.get(30, TimeUnit.SECONDS);
            assertThat(received).isEqualTo(total);
        }
    }

    @Test
    void aResetIsPassedOn() throws Exception {
        try (TcpListener listener = passing(LONG);
                Socket near = connect(listener);
                Socket far = origin.accept()) {
            near.getOutputStream().write(1);
            assertThat(far.getInputStream().read()).isEqualTo(1);

            far.setSoLinger(true, 0);
            far.close();

            assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aConnectionOnWhichNothingPassesIsReset() throws Exception {
        try (TcpListener listener = passing(Duration.ofMillis(300));
                Socket near = connect(listener);
                Socket far = origin.accept()) {
            assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aConnectionThatLeadsNowhereIsReset() throws Exception {
        try (NobodyThere nobody = NobodyThere.open();
                TcpListener refused =
                        TcpListener.bind(loops, ANY, from -> new TcpRoute.To(nobody.address(), LONG, LONG), client);
                TcpListener nowhere = TcpListener.bind(loops, ANY, from -> new TcpRoute.Nowhere("no target"), client)) {
            for (TcpListener listener : new TcpListener[] {refused, nowhere}) {
                assertThatThrownBy(() -> {
                            try (Socket near = connect(listener)) {
                                near.getInputStream().read();
                            }
                        })
                        .isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void aConnectionMayLeadIntoAnHttpListenerWithoutASocketBetween() throws Exception {
        AtomicInteger port = new AtomicInteger();
        HttpService service = exchange -> {
            port.set(exchange.peer().remote().getPort());
            WholeResponse.of(io.netty.handler.codec.http.HttpResponseStatus.OK, "text/plain", "served")
                    .sendTo(exchange);
        };
        try (HttpListener http = HttpListener.bind(
                        loops, ANY, service, (exchange, completion) -> {}, ListenerSettings.defaults());
                TcpListener listener = TcpListener.bind(loops, ANY, from -> new TcpRoute.Into(http), client);
                Socket near = connect(listener)) {
            near.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(near.getInputStream().readAllBytes())
                    .asString()
                    .startsWith("HTTP/1.1 200 OK")
                    .endsWith("served");
            assertThat(port).hasValue(near.getLocalPort());
        }
    }

    @Test
    void aConnectionMayBeHeldUpFirst() throws Exception {
        HttpService service =
                exchange -> WholeResponse.of(io.netty.handler.codec.http.HttpResponseStatus.OK, "text/plain", "served")
                        .sendTo(exchange);
        Duration delay = Duration.ofMillis(40);
        long began = System.nanoTime();
        try (HttpListener http = HttpListener.bind(
                        loops, ANY, service, (exchange, completion) -> {}, ListenerSettings.defaults());
                TcpListener into = TcpListener.bind(
                        loops, ANY, from -> new TcpRoute.Later(delay, new TcpRoute.Into(http)), client);
                TcpListener nowhere = TcpListener.bind(
                        loops, ANY, from -> new TcpRoute.Later(delay, new TcpRoute.Nowhere("no target")), client);
                Socket one = connect(into);
                Socket two = connect(nowhere)) {
            one.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(one.getInputStream().readAllBytes()).asString().endsWith("served");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(delay);
            assertThatThrownBy(() -> two.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aClosedListenerFreesItsPortAndDrainingCutsWhatIsLeftAfterTheGrace() throws Exception {
        TcpListener listener = passing(LONG);
        InetSocketAddress address = listener.address();
        try (Socket near = connect(listener);
                Socket far = origin.accept()) {
            near.getOutputStream().write(1);
            assertThat(far.getInputStream().read()).isEqualTo(1);

            listener.drain(LONG);
            near.getOutputStream().write(2);
            assertThat(far.getInputStream().read()).isEqualTo(2);

            listener.drain(Duration.ofMillis(50)).toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(far.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("io.underpass.wire.Transport#offered")
    void whatArrivesBeforeTheTargetIsThereWaitsForIt(Transport transport) throws Exception {
        CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        InetSocketAddress named = InetSocketAddress.createUnresolved("later", origin.getLocalPort());
        try (EventLoops own = EventLoops.of(1, Optional.of(transport));
                TcpListener listener = TcpListener.bind(
                        own, ANY, from -> new TcpRoute.To(named, LONG, LONG), new TcpClient(own, host -> {
                            asked.countDown();
                            return lookup;
                        }));
                Socket near = connect(listener)) {
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            near.getOutputStream().write("question".getBytes(StandardCharsets.US_ASCII));
            near.shutdownOutput();
            for (int i = 0; i < 5; i++) {
                own.next().submit(() -> {}).get(30, TimeUnit.SECONDS);
            }

            lookup.complete(List.of(InetAddress.getLoopbackAddress()));

            try (Socket far = origin.accept()) {
                assertThat(far.getInputStream().readAllBytes()).asString().isEqualTo("question");
                far.getOutputStream().write("answer".getBytes(StandardCharsets.US_ASCII));
                far.shutdownOutput();
                assertThat(near.getInputStream().readAllBytes()).asString().isEqualTo("answer");
            }
        }
    }

    @Test
    void aNameThatIsNotResolvedInTimeLeadsNowhere() throws Exception {
        InetSocketAddress named = InetSocketAddress.createUnresolved("never", 80);
        TcpClient waiting = new TcpClient(loops, host -> new CompletableFuture<>());
        TcpRoute to = new TcpRoute.To(named, Duration.ofMillis(200), LONG);
        try (TcpListener listener = TcpListener.bind(loops, ANY, from -> to, waiting);
                Socket near = connect(listener)) {
            assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        CompletableFuture<Optional<Failure>> found = new CompletableFuture<>();
        Consumer<Optional<Failure>> told = found::complete;
        waiting.knock(loops.next(), named, Duration.ofMillis(200), told);
        assertThat(found.get(30, TimeUnit.SECONDS))
                .get()
                .extracting(Failure::kind)
                .isEqualTo(Failure.Kind.CONNECT_TIMEOUT);
    }

    @Test
    void aTargetMayBeToldWhoseConnectionItIs() throws Exception {
        TcpRoute.Manner announced = new TcpRoute.Manner(false, true, false, cut -> () -> {});
        try (TcpListener listener = listening(announced);
                Socket near = connect(listener);
                Socket far = origin.accept()) {
            near.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));

            byte[] expected = ProxyHeader.of((InetSocketAddress) near.getLocalSocketAddress(), listener.address());
            assertThat(far.getInputStream().readNBytes(expected.length)).isEqualTo(expected);
            assertThat(far.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
        }
    }

    @Test
    void aKnockMayBeAnnounced() throws Exception {
        CompletableFuture<Optional<Failure>> found = new CompletableFuture<>();
        Consumer<Optional<Failure>> told = found::complete;
        client.knock(loops.next(), (InetSocketAddress) origin.getLocalSocketAddress(), ProxyHeader.own(), LONG, told);
        assertThat(found.get(30, TimeUnit.SECONDS)).isEmpty();
        try (Socket far = origin.accept()) {
            assertThat(far.getInputStream().readAllBytes()).isEqualTo(ProxyHeader.own());
        }
    }

    @Test
    void aTargetOnThisMachineMaySeeTheClientsAddress() throws Exception {
        TcpRoute.Manner same = new TcpRoute.Manner(false, false, true, cut -> () -> {});
        try (TcpListener listener = listening(same);
                Socket near = new Socket()) {
            near.bind(new InetSocketAddress("127.0.0.2", 0));
            near.connect(listener.address());
            try (Socket far = origin.accept()) {
                assertThat(far.getInetAddress().getHostAddress()).isEqualTo("127.0.0.2");
            }
        }
    }

    @Test
    void whoWatchesAConnectionMayCutItAndIsToldThatItIsOver() throws Exception {
        CompletableFuture<Runnable> begun = new CompletableFuture<>();
        CountDownLatch over = new CountDownLatch(1);
        TcpRoute.Manner watched = new TcpRoute.Manner(false, false, false, cut -> {
            begun.complete(cut);
            return over::countDown;
        });
        try (TcpListener listener = listening(watched);
                Socket near = connect(listener);
                Socket far = origin.accept()) {
            begun.get(30, TimeUnit.SECONDS).run();

            assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aConnectionThatIsStillBeingMadeCanBeCut() throws Exception {
        CompletableFuture<Runnable> begun = new CompletableFuture<>();
        TcpRoute.Manner watched = new TcpRoute.Manner(false, false, false, cut -> {
            begun.complete(cut);
            return () -> {};
        });
        TcpRoute nowhereYet = new TcpRoute.To(InetSocketAddress.createUnresolved("origin", 1), LONG, LONG, watched);
        TcpClient waiting = new TcpClient(loops, host -> new CompletableFuture<>());
        try (TcpListener listener = TcpListener.bind(loops, ANY, from -> nowhereYet, waiting);
                Socket near = connect(listener)) {
            begun.get(30, TimeUnit.SECONDS).run();

            assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void knockingTellsWhetherSomebodyIsThere() throws Exception {
        InetSocketAddress there = (InetSocketAddress) origin.getLocalSocketAddress();
        assertThat(knock(there)).isEmpty();
        assertThat(knock(InetSocketAddress.createUnresolved("localhost", there.getPort())))
                .isEmpty();
        try (NobodyThere nobody = NobodyThere.open()) {
            assertThat(knock(nobody.address())).get().extracting(Failure::kind).isEqualTo(Failure.Kind.CONNECT_REFUSED);
        }
    }

    private Optional<Failure> knock(InetSocketAddress address) throws Exception {
        CompletableFuture<Optional<Failure>> found = new CompletableFuture<>();
        Consumer<Optional<Failure>> told = found::complete;
        client.knock(loops.next(), address, LONG, told);
        return found.get(30, TimeUnit.SECONDS);
    }

    private TcpListener listening(TcpRoute.Manner manner) throws IOException {
        InetSocketAddress to = (InetSocketAddress) origin.getLocalSocketAddress();
        return TcpListener.bind(loops, ANY, from -> new TcpRoute.To(to, LONG, LONG, manner), client);
    }

    private TcpListener passing(Duration idleTimeout) throws IOException {
        InetSocketAddress to = (InetSocketAddress) origin.getLocalSocketAddress();
        return TcpListener.bind(loops, ANY, from -> new TcpRoute.To(to, LONG, idleTimeout), client);
    }

    private static Socket connect(TcpListener listener) throws IOException {
        Socket socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }
}
