package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventLoopsTest {

    @Test
    void closingIsQuickAndLeavesNoThread() throws Exception {
        EventLoops loops = new EventLoops(3);
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
        try (EventLoops loops = new EventLoops(1, transport);
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
    void atLeastOneThreadIsNeeded() {
        assertThatThrownBy(() -> new EventLoops(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
