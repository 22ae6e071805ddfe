package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Draining, departed clients, timeouts and back-pressure of a listener. */
class ListenerLifeTest {

    private static final Failure LEFT = new Failure(Failure.Kind.CLIENT_LEFT, "");

    private final EventLoops loops = EventLoops.of(1);
    private final LinkedBlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<ExchangeObserver.Completion> completions = new LinkedBlockingQueue<>();
    private HttpListener listener;

    @AfterEach
    void close() {
        listener.close();
        loops.close();
    }

    @Test
    void drainingLetsRunningExchangesFinishAndClosesIdleConnections() throws Exception {
        serve(exchanges::add, Duration.ofSeconds(60));
        try (TestClient busy = TestClient.connect(listener.address());
                TestClient idle = TestClient.connect(listener.address())) {
            busy.send("GET", "/", "");
            Exchange exchange = exchanges.poll(30, TimeUnit.SECONDS);
            idle.send("GET", "/", "");
            answer(exchanges.poll(30, TimeUnit.SECONDS));
            idle.read();

            CompletableFuture<Void> drained =
                    listener.drain(Duration.ofSeconds(30)).toCompletableFuture();

            assertThat(idle.isClosedByServer()).isTrue();
            assertThat(drained).isNotDone();
            // The transport may take a moment to give the port back.
            Awaitility.await().until(this::refusesConnections);
            answer(exchange);
            TestClient.Response response = busy.read();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("Connection")).hasValue("close");
            assertThat(busy.isClosedByServer()).isTrue();
            drained.get(30, TimeUnit.SECONDS);
        }
    }

    private boolean refusesConnections() {
        try (TestClient accepted = TestClient.connect(listener.address())) {
            return false;
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    @Test
    void drainingClosesAConnectionWhoseResponseHadPromisedToKeepIt() throws Exception {
        serve(exchanges::add, Duration.ofSeconds(60));
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("GET", "/", "");
            Exchange exchange = exchanges.poll(30, TimeUnit.SECONDS);
            exchange.eventLoop().execute(() -> {
                exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), 2));
                exchange.flush();
            });
            exchange.eventLoop().submit(() -> {}).get();
            CompletableFuture<Void> drained =
                    listener.drain(Duration.ofSeconds(30)).toCompletableFuture();
            exchange.eventLoop().execute(() -> {
                exchange.data(Unpooled.wrappedBuffer(new byte[] {'o', 'k'}));
                exchange.end();
            });
            assertThat(client.read().bodyText()).isEqualTo("ok");
            drained.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void drainingCutsWhatIsLeftAfterTheGrace() throws Exception {
        serve(exchanges::add, Duration.ofSeconds(60));
        try (TestClient busy = TestClient.connect(listener.address())) {
            busy.send("GET", "/", "");
            exchanges.poll(30, TimeUnit.SECONDS);
            listener.drain(Duration.ofMillis(50)).toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(busy.isClosedByServer()).isTrue();
        }
    }

    @Test
    void drainingAnEmptyListenerIsDoneAtOnce() throws Exception {
        serve(exchanges::add, Duration.ofSeconds(60));
        listener.drain(Duration.ofSeconds(60)).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aClientThatResetsOrHalfClosesCancelsTheProducer() throws Exception {
        serve(exchanges::add, Duration.ofSeconds(60));
        for (boolean reset : List.of(true, false)) {
            AtomicBoolean cancelled = new AtomicBoolean();
            try (TestClient client = TestClient.connect(listener.address())) {
                client.send("GET", "/", "");
                Exchange exchange = exchanges.poll(30, TimeUnit.SECONDS);
                exchange.eventLoop()
                        .submit(() -> exchange.producer(new OnCancel(() -> cancelled.set(true))))
                        .get();
                if (reset) {
                    client.reset();
                } else {
                    client.halfClose();
                }
                ExchangeObserver.Completion completion = completions.poll(30, TimeUnit.SECONDS);
                assertThat(completion.failure()).map(Failure::kind).hasValue(LEFT.kind());
                assertThat(completion.status()).isZero();
                assertThat(cancelled).isTrue();

                AtomicBoolean lateCancelled = new AtomicBoolean();
                exchange.eventLoop()
                        .submit(() -> {
                            exchange.producer(new OnCancel(() -> lateCancelled.set(true)));
                            answer(exchange);
                        })
                        .get();
                assertThat(lateCancelled).isTrue();
            }
        }
    }

    @Test
    void aClientThatLeavesInTheMiddleOfItsBodyAbortsTheSink() throws Exception {
        LinkedBlockingQueue<Failure> failures = new LinkedBlockingQueue<>();
        serve(exchange -> Bodies.collect(exchange.body(), text -> {}, failures::add), Duration.ofSeconds(60));
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
        }
        assertThat(failures.poll(30, TimeUnit.SECONDS).kind()).isEqualTo(Failure.Kind.CLOSED);
        assertThat(completions.poll(30, TimeUnit.SECONDS).requestBytes()).isEqualTo(4);
    }

    @Test
    void anIdleConnectionIsClosedWithoutAWord() throws Exception {
        AmpleTime.from(Duration.ofMillis(500), idle -> {
            serve(exchange -> answer(exchange), idle);
            try (TestClient fresh = TestClient.connect(listener.address());
                    TestClient used = TestClient.connect(listener.address())) {
                used.send("GET", "/", "").read();
                assertThat(fresh.isClosedByServer()).isTrue();
                assertThat(used.isClosedByServer()).isTrue();
            }
        });
    }

    @Test
    void aHeadThatDripsIsAnswered408() throws Exception {
        AmpleTime.from(Duration.ofMillis(300), limit -> {
            serve(exchange -> answer(exchange), limit);
            try (TestClient client = TestClient.connect(listener.address()).timeout((int) limit.toMillis() / 8)) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n");
                long started = System.nanoTime();
                TestClient.Response response = null;
                while (response == null && System.nanoTime() - started < 5 * limit.toNanos()) {
                    try {
                        response = client.read();
                    } catch (UncheckedIOException e) {
                        client.send("X: y\r\n");
                    }
                }
                assertThat(response).isNotNull();
                assertThat(response.status()).isEqualTo(408);
            }
        });
    }

    @Test
    void aBodyThatStandsStillIsAnswered408AndAbortsTheSink() throws Exception {
        AmpleTime.from(Duration.ofMillis(150), limit -> {
            LinkedBlockingQueue<Failure> failures = new LinkedBlockingQueue<>();
            serve(exchange -> Bodies.collect(exchange.body(), text -> {}, failures::add), limit);
            try (TestClient client = TestClient.connect(listener.address())) {
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
                assertThat(client.read().status()).isEqualTo(408);
                assertThat(failures.poll(30, TimeUnit.SECONDS).kind()).isEqualTo(Failure.Kind.TIMEOUT);
            }
        });
    }

    @Test
    void aServiceThatTakesItsTimeIsNotTimedOut() throws Exception {
        AmpleTime.from(Duration.ofMillis(250), limit -> {
            serve(
                    exchange -> exchange.eventLoop()
                            .schedule(() -> answer(exchange), 3 * limit.toMillis(), TimeUnit.MILLISECONDS),
                    limit);
            try (TestClient client = TestClient.connect(listener.address())) {
                client.send("POST", "/", "body");
                assertThat(client.read().status()).isEqualTo(200);
            }
        });
    }

    @Test
    void aClientThatDoesNotReadPausesTheProducerAndIsCutAfterTheTimeout() throws Exception {
        AmpleTime.from(Duration.ofMillis(300), limit -> {
            AtomicLong produced = new AtomicLong();
            AtomicBoolean cancelled = new AtomicBoolean();
            serve(exchange -> new Endless(exchange, produced, cancelled).start(), limit);
            try (TestClient client = TestClient.connect(listener.address())) {
                client.send("GET", "/", "");
                ExchangeObserver.Completion completion =
                        completions.poll(2 * limit.toMillis() + 2000, TimeUnit.MILLISECONDS);
                assertThat(completion).isNotNull();
                assertThat(completion.failure()).map(Failure::kind).hasValue(Failure.Kind.TIMEOUT);
                assertThat(cancelled).isTrue();
                // What fits into the socket buffers of both ends and one high water mark.
                assertThat(produced.get()).isLessThan(16L * 1024 * 1024);
            }
        });
    }

    @Test
    void aSlowClientGetsEverythingOnceItReads() throws Exception {
        AtomicLong produced = new AtomicLong();
        serve(
                exchange -> new Endless(exchange, produced, new AtomicBoolean())
                        .limit(64)
                        .start(),
                Duration.ofSeconds(60));
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("GET", "/", "");
            awaitStandstill(produced);
            assertThat(produced.get()).isLessThan(64L * Endless.BLOCK);
            assertThat(client.read().body()).hasSize(64 * Endless.BLOCK);
        }
    }

    @Test
    void answersToPipelinedRequestsWaitForAClientThatDoesNotRead() throws Exception {
        AtomicLong served = new AtomicLong();
        int requests = 4000;
        byte[] block = new byte[16 * 1024];
        serve(
                exchange -> {
                    served.incrementAndGet();
                    exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), block.length));
                    exchange.data(Unpooled.wrappedBuffer(block));
                    exchange.end();
                },
                Duration.ofSeconds(60));
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(requests));
            awaitStandstill(served);
            // What fits into the socket buffers of both ends and one high water mark.
            assertThat(served.get() * block.length).isLessThan(16L * 1024 * 1024);
            for (int i = 0; i < requests; i++) {
                assertThat(client.read().body()).hasSize(block.length);
            }
            assertThat(served).hasValue(requests);
        }
    }

    @Test
    void aClientThatPipelinesAndNeverReadsIsCutAfterTheTimeout() throws Exception {
        AmpleTime.from(Duration.ofMillis(200), limit -> {
            serve(
                    exchange -> {
                        exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), 1024 * 1024));
                        exchange.data(Unpooled.wrappedBuffer(new byte[1024 * 1024]));
                        exchange.end();
                    },
                    limit);
            try (TestClient client = TestClient.connect(listener.address())) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(100));
                Awaitility.await().atMost(limit.multipliedBy(2).plusSeconds(2)).until(() -> !completions.isEmpty());
                // Complete only once the connection is closed: drained alone, it would serve what waits.
                listener.drain(Duration.ofSeconds(60)).toCompletableFuture().get(30, TimeUnit.SECONDS);
                assertThat(completions).hasSizeLessThan(100);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive", "close"})
    void aSlowClientIsNotCutWhileItKeepsReading(String connection) throws Exception {
        int size = 32 * 1024 * 1024;
        AmpleTime.from(Duration.ofMillis(500), limit -> {
            serve(
                    exchange -> {
                        exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), size));
                        exchange.data(Unpooled.wrappedBuffer(new byte[size]));
                        exchange.end();
                    },
                    limit);
            try (TestClient client = TestClient.connect(listener.address())) {
                client.send("GET", "/", "", "Connection: " + connection);
                byte[] some = new byte[128 * 1024];
                long received = 0;
                while (received < size) { // for more than twice as long as the timeout
                    received += client.readSome(some);
                    TimeUnit.MILLISECONDS.sleep(limit.toMillis() / 100);
                }
            }
        });
    }

    @Test
    void aPausedBodyStopsReadingFromTheClient() throws Exception {
        AtomicLong received = new AtomicLong();
        CompletableFuture<Flow> flow = new CompletableFuture<>();
        serve(
                exchange -> {
                    exchanges.add(exchange);
                    Flow body = exchange.body().stream(new Counting(received, () -> answer(exchange)));
                    body.pause();
                    flow.complete(body);
                },
                Duration.ofSeconds(60));
        int size = 64 * 1024 * 1024;
        try (TestClient client = TestClient.connect(listener.address())) {
            Thread sender =
                    new Thread(() -> client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n")
                            .send(new byte[size]));
            sender.start();
            Flow body = flow.get(30, TimeUnit.SECONDS);
            sender.join(500);
            assertThat(sender.isAlive()).as("the client is held back").isTrue();
            assertThat(received.get()).isLessThan(4 * 1024 * 1024);
            exchanges.take().eventLoop().execute(body::resume);
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(received.get()).isEqualTo(size);
            sender.join();
        }
    }

    @Test
    void aConnectionThatIsTooOldIsClosedWithTheNextAnswer() {
        Duration age = Duration.ofMillis(300);
        LinkedBlockingQueue<Duration> ages = new LinkedBlockingQueue<>(List.of(Duration.ofDays(1), age));
        serve(
                ListenerLifeTest::answer,
                ListenerSettings.defaults()
                        .withTimes(() -> new ClientTimes(Duration.ofSeconds(60), Optional.of(ages.remove()))));
        long opened = System.nanoTime();
        try (TestClient young = TestClient.connect(listener.address());
                TestClient client = TestClient.connect(listener.address())) {
            TestClient.Response last = client.send("GET", "/", "").read();
            while (last.header("Connection").equals(Optional.of("keep-alive"))) {
                last = client.send("GET", "/", "").read();
            }
            assertThat(young.send("GET", "/", "").read().header("Connection")).hasValue("keep-alive");
            assertThat(Duration.ofNanos(System.nanoTime() - opened)).isGreaterThanOrEqualTo(age);
            assertThat(last.status()).isEqualTo(200);
            assertThat(last.header("Connection")).hasValue("close");
            assertThat(client.readsEnd()).isTrue();
        }
        assertThat(ages).as("those that nobody has asked for").isEmpty();
    }

    private void serve(HttpService service, Duration idleTimeout) {
        serve(service, ListenerSettings.defaults().withIdleTimeout(idleTimeout));
    }

    private void serve(HttpService service, ListenerSettings settings) {
        if (listener != null) {
            listener.close();
        }
        completions.clear();
        try {
            listener = HttpListener.bind(
                    loops,
                    new InetSocketAddress("127.0.0.1", 0),
                    service,
                    (exchange, completion) -> completions.add(completion),
                    settings);
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitStandstill(AtomicLong counter) {
        AtomicLong last = new AtomicLong();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(200))
                .until(() -> counter.get() > 0 && last.getAndSet(counter.get()) == counter.get());
    }

    private static void answer(Exchange exchange) {
        exchange.eventLoop().execute(() -> {
            exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), 0));
            exchange.end();
        });
    }

    /** Counts what it drops. */
    private record Counting(AtomicLong received, Runnable ended) implements BodySink {

        @Override
        public void data(ByteBuf data) {
            received.addAndGet(data.readableBytes());
            data.release();
        }

        @Override
        public void end() {
            ended.run();
        }

        @Override
        public void abort(Failure failure) {}
    }

    @Test
    void exchangesAreObservedOnce() throws Exception {
        serve(ListenerLifeTest::answer, Duration.ofSeconds(60));
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 3; i++) {
            statuses.add(TestClient.get(listener.address(), "/").status());
        }
        for (int i = 0; i < 3; i++) {
            ExchangeObserver.Completion completion = completions.poll(30, TimeUnit.SECONDS);
            assertThat(completion.status()).isEqualTo(200);
            assertThat(completion.durationNanos()).isPositive();
        }
        listener.drain(Duration.ofSeconds(60)).toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(completions).isEmpty();
    }
}
