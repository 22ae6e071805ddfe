package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventLoopsTest {

    /** Netty's own quiet period, two seconds, would be taken each time. */
    @Test
    void closingIsQuickAndLeavesNoThread() {
        Duration quickest = Duration.ofDays(1);
        for (int i = 0; i < 5 && quickest.compareTo(Duration.ofMillis(500)) > 0; i++) {
            Duration taken = closingAsManyAs(3);
            quickest = taken.compareTo(quickest) < 0 ? taken : quickest;
        }
        assertThat(quickest).isLessThan(Duration.ofMillis(1900));
    }

    private static Duration closingAsManyAs(int size) {
        EventLoops loops = EventLoops.of(size);
        Thread[] threads = new Thread[size];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = loops.next()
                    .submit(Thread::currentThread)
                    .syncUninterruptibly()
                    .getNow();
        }
        assertThat(threads).doesNotHaveDuplicates().allSatisfy(thread -> {
            assertThat(thread.getName()).startsWith("underpass-io-");
            assertThat(thread.isDaemon()).isTrue();
        });

        long started = System.nanoTime();
        loops.close();

        Duration taken = Duration.ofNanos(System.nanoTime() - started);
        assertThat(threads).noneMatch(Thread::isAlive);
        return taken;
    }

    @ParameterizedTest
    @EnumSource
    void everyTransportServes(Transport transport) throws Exception {
        assumeTrue(transport.isAvailable(), "this machine does not offer " + transport);
        try (EventLoops loops = EventLoops.of(1, Optional.of(transport));
                TestOrigin origin = TestOrigin.start();
                UpstreamClient client = new UpstreamClient(loops, UpstreamSettings.defaults());
                HttpListener listener = HttpListener.bind(
                        loops,
                        new InetSocketAddress("127.0.0.1", 0),
                        new ReverseProxy(client.to(origin.address())),
                        (exchange, completion) -> {},
                        ListenerSettings.defaults())) {
            assertThat(TestClient.get(listener.address(), "/").bodyText()).isEqualTo("OK");
        }
    }

    @Test
    void noneIsOneForEachCore() {
        try (EventLoops loops = EventLoops.of(0)) {
            assertThat(loops.group().executorCount())
                    .isEqualTo(Runtime.getRuntime().availableProcessors());
        }
        assertThatThrownBy(() -> EventLoops.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTransportThatFailsGivesWayToTheNext() {
        List<Transport> tried = new ArrayList<>();
        Function<Transport, EventLoops> open = transport -> {
            tried.add(transport);
            if (transport != Transport.NIO) {
                throw new IllegalStateException("failed to create a child event loop", new IOException("no memory"));
            }
            return EventLoops.of(1, Optional.of(transport));
        };
        try (EventLoops loops = EventLoops.first(List.of(Transport.IO_URING, Transport.EPOLL, Transport.NIO), open)) {
            assertThat(loops.transport()).isEqualTo(Transport.NIO);
        }
        assertThat(tried).containsExactly(Transport.IO_URING, Transport.EPOLL, Transport.NIO);
        assertThatThrownBy(() -> EventLoops.first(List.of(Transport.IO_URING), open))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no event loops on IO_URING: no memory");
    }
}
