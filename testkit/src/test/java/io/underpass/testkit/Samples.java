package io.underpass.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
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
