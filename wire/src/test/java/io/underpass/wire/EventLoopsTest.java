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

    @Test
    void closingIsQuickAndLeavesNoThread() throws Exception {
        EventLoops loops = EventLoops.of(3);
        Thread[] threads = new Thread[3];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = loops.next().submit(Thread::currentThread).get();
        }
        assertThat(threads).doesNotHaveDuplicates().allSatisfy(thread -> {
            assertThat(thread.getName()).startsWith("underpass-io-");
            assertThat(thread.isDaemon()).isTrue();
        });

        long started = System.nanoTime();
        loops.close();

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
        assertThat(threads).noneMatch(Thread::isAlive);
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
