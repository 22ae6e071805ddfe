package io.underpass.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.underpass.emulator.faults.Fault;
import io.underpass.wire.TestClient;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
                .setUp(new Shop()::setUp)
                .build();

        static final List<TestClient> CLIENTS = new ArrayList<>();

        @Test
        @Timeout(10)
        void aRequestIsHeldUp(@InvokeUrl URI shop, FakeTarget orders) {
            orders.on("GET", "/orders/held").answers(Reply.hang());
            ask(shop, "/orders/held");
            orders.takeRequest(Duration.ofSeconds(5));
            underpass.faults().add(Fault.onLoadBalancer("orders").latency(Duration.ofMillis(400)));
            ask(shop, "/orders/late");
            while (underpass.faults().list().get(0).hits() == 0) {
                Thread.onSpinWait();
            }
        }

        @Test
        void bIsNotDisturbed(@InvokeUrl URI shop) {
            Client.get(shop + "/orders/1");
            assertEquals(502, CLIENTS.get(0).read().status());
            assertEquals(200, CLIENTS.get(1).read().status());
            // The late one and its own; that of the held one, too, where it has ended a moment later.
            assertTrue(underpass.journal().await(0, 2, Duration.ofSeconds(5)).size() >= 2);
            assertEquals(1, underpass.exchanges(1).size());
        }

        @Test
        void cHangsAtItsEnd(@InvokeUrl URI shop, FakeTarget orders) {
            orders.answers(Reply.hang());
            ask(shop, "/orders/1");
            orders.takeRequest(Duration.ofSeconds(5));
        }

        @Test
        void dIsHeldUpByAProxy() {
            FaultProxy proxy = underpass.proxy("orders").suffers(ProxyFault.hang());
            TestClient client = TestClient.connect(new InetSocketAddress(proxy.host(), proxy.port()));
            CLIENTS.add(client.send("GET", "/held", ""));
            proxy.awaitConnections(1, Duration.ofSeconds(5));
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
