package io.underpass.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.underpass.emulator.faults.Fault;
import io.underpass.wire.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Classes of tests that other tests run. */
final class Samples {

    private Samples() {}

    /** Its rule says {@code /order/*} where {@code /orders/*} is meant. */
    static class WrongRule {

        @RegisterExtension
        static final UnderpassExtension underpass = UnderpassExtension.builder()
                .targets("orders")
                .describe(world -> Shop.description(world, "/order/*"))
                .build();

        @Test
        void anOrderIsFound(@InvokeUrl URI shop) {
            assertEquals(200, Client.get(shop + "/orders/42").status());
        }
    }

    /** Its target answers as no target should. */
    static class BrokenTarget {

        @RegisterExtension
        static final UnderpassExtension underpass = UnderpassExtension.builder()
                .targets("orders")
                .setUp(new Shop()::setUp)
                .build();

        @Test
        void anOrderIsFound(@InvokeUrl URI shop, FakeTarget orders) {
            orders.answers(Reply.reset(Moment.IN_HEAD));
            assertEquals(200, Client.get(shop + "/orders/42").status());
        }
    }

    /** Each test counts on having the emulator for itself. */
    @Execution(ExecutionMode.CONCURRENT)
    static class SharedByConcurrentTests {

        @RegisterExtension
        static final UnderpassExtension underpass = UnderpassExtension.builder()
                .targets("orders")
                .setUp(new Shop()::setUp)
                .build();

        @RepeatedTest(8)
        void onlyItsOwnRequestsAreSeen(@InvokeUrl URI shop, FakeTarget orders) {
            Client.get(shop + "/orders/1");
            Client.get(shop + "/orders/2");
            assertEquals(2, orders.requests().size());
            assertEquals(2, underpass.exchanges().size());
        }
    }

    /** A test with an emulator and a target of its own. */
    abstract static class OwnEmulator {

        @RegisterExtension
        final UnderpassExtension underpass =
                UnderpassExtension.builder().targets("orders").build();

        void ask(FakeTarget orders) {
            assertEquals(
                    200, Client.get(underpass.endpoint() + "/_underpass/health").status());
            assertEquals(200, Client.get(orders.uri() + "/").status());
        }
    }

    /** As many as run at once. */
    @Execution(ExecutionMode.CONCURRENT)
    static class AFew extends OwnEmulator {

        @RepeatedTest(8)
        void answers(FakeTarget orders) {
            ask(orders);
        }
    }

    /** A big suite. */
    @Execution(ExecutionMode.CONCURRENT)
    static class TwoHundred extends OwnEmulator {

        static final AtomicInteger RUNNING = new AtomicInteger();
        static final AtomicInteger MOST = new AtomicInteger();

        @RepeatedTest(200)
        void answers(FakeTarget orders) {
            MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
            ask(orders);
            RUNNING.decrementAndGet();
        }
    }

    /** Its first test ends before its requests do. */
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class LateRequests {

        @RegisterExtension
        static final UnderpassExtension underpass = UnderpassExtension.builder()
                .targets("orders")
                .setUp(LateRequests::describe)
                .build();

        static final List<TestClient> CLIENTS = new ArrayList<>();

        private static final CountDownLatch ASKED = new CountDownLatch(1);
        private static final CountDownLatch MAY_ANSWER = new CountDownLatch(1);
        private static final HttpServer SLOW = slow();

        private static void describe(UnderpassExtension world) {
            String slow = "127.0.0.1:" + SLOW.getAddress().getPort();
            world.apply(Shop.description(world, "/orders/*")
                    .api("slow", "test", api -> api.route("GET /slow", r -> r.url("http://" + slow + "/slow"))));
        }

        /** Answers when a later test lets it. */
        private static HttpServer slow() {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/", exchange -> {
                    ASKED.countDown();
                    try {
                        MAY_ANSWER.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
                server.start();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @AfterAll
        static void stopIt() {
            MAY_ANSWER.countDown();
            SLOW.stop(0);
        }

        @Test
        @Timeout(120)
        void aRequestIsHeldUp(@InvokeUrl(api = "shop") URI shop, @InvokeUrl(api = "slow") URI slow, FakeTarget orders)
                throws InterruptedException {
            orders.on("GET", "/orders/held").answers(Reply.hang());
            ask(shop, "/orders/held");
            orders.takeRequest(Duration.ofMinutes(1));
            underpass.faults().add(Fault.onLoadBalancer("orders").latency(Duration.ofMillis(100)));
            ask(shop, "/orders/late");
            while (underpass.faults().list().get(0).hits() == 0) {
                Thread.onSpinWait();
            }
            ask(slow, "/slow");
            assertTrue(ASKED.await(1, TimeUnit.MINUTES));
        }

        @Test
        void bIsNotDisturbed(@InvokeUrl(api = "shop") URI shop) {
            Client.get(shop + "/orders/1");
            MAY_ANSWER.countDown();
            assertEquals(502, CLIENTS.get(0).read().status());
            assertEquals(200, CLIENTS.get(1).read().status());
            assertEquals(204, CLIENTS.get(2).read().status());
            // The slow one and its own; those of the others, too, where they have ended a moment later.
            assertTrue(underpass.journal().await(0, 2, Duration.ofMinutes(1)).size() >= 2);
            assertEquals(1, underpass.exchanges(1).size());
        }

        @Test
        void cHangsAtItsEnd(@InvokeUrl(api = "shop") URI shop, FakeTarget orders) {
            orders.answers(Reply.hang());
            ask(shop, "/orders/1");
            orders.takeRequest(Duration.ofMinutes(1));
        }

        @Test
        void dIsHeldUpByAProxy() {
            FaultProxy proxy = underpass.proxy("orders").suffers(ProxyFault.hang());
            TestClient client = TestClient.connect(new InetSocketAddress(proxy.host(), proxy.port()));
            CLIENTS.add(client.send("GET", "/held", ""));
            proxy.awaitConnections(1, Duration.ofMinutes(1));
        }

        @Test
        void eIsAskedByNobodyElse(FakeTarget orders) {
            assertTrue(CLIENTS.get(CLIENTS.size() - 1).readsEnd());
            assertEquals(0, orders.requests().size());
        }

        private static void ask(URI shop, String path) {
            TestClient client = TestClient.connect(new InetSocketAddress(shop.getHost(), shop.getPort()));
            CLIENTS.add(client.send("GET", shop.getPath() + path, ""));
        }
    }

    /** Fails before the emulator is there. */
    static class BrokenSetUp {

        @RegisterExtension
        static final UnderpassExtension underpass = UnderpassExtension.builder()
                .targets("orders")
                .setUp(world -> {
                    throw new IllegalStateException("no set-up today");
                })
                .build();

        @Test
        void neverRuns() {}
    }
}
