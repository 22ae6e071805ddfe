package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.underpass.wire.FreePort;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an emulator leaves behind: nothing. */
class UnderpassLifeTest {

    private static final int SIDE_BY_SIDE = 12;

    /** Threads that one starts are of the group of its own thread. */
    @Test
    void manyRunSideBySideAndLeaveNoThreadAndNoPort() throws Exception {
        ThreadGroup group = new ThreadGroup("many emulators");
        CompletableFuture<List<Integer>> ports = new CompletableFuture<>();
        Thread thread = new Thread(group, () -> {
            try {
                ports.complete(startUseAndStop());
            } catch (Exception | AssertionError e) {
                ports.completeExceptionally(e);
            }
        });
        thread.start();

        List<Integer> used = ports.get(4, TimeUnit.MINUTES);
        thread.join();

        assertThat(used).doesNotHaveDuplicates().hasSize(SIDE_BY_SIDE);
        await().untilAsserted(() -> assertThat(threads(group)).isEmpty());
        for (int port : used) {
            try (ServerSocket free = new ServerSocket(port)) {
                assertThat(free.isBound()).isTrue();
            }
        }
    }

    private static List<Integer> startUseAndStop() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        List<Underpass> running = new ArrayList<>();
        for (int i = 0; i < SIDE_BY_SIDE; i++) {
            running.add(Underpass.builder()
                    .account(String.format("%012d", i))
                    .port(FreePort.any()) // One that nobody else is given when it is free again.
                    .start());
        }
        List<Integer> ports = new ArrayList<>();
        for (Underpass underpass : running) {
            URI info = underpass.endpoint().resolve("/_underpass/info");
            String answer = http.send(HttpRequest.newBuilder(info).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(answer).contains(underpass.accountId());
            underpass.clock().advance(Duration.ofHours(1));
            ports.add(underpass.endpoint().getPort());
        }
        running.forEach(Underpass::close);
        assertThatThrownBy(running.get(0)::export)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Underpass is closed");
        return ports;
    }

    /** Without those of the HTTP client and one of Netty's that all share and that ends of itself. */
    private static Stream<String> threads(ThreadGroup group) {
        Thread[] alive = new Thread[1000];
        return Arrays.stream(alive, 0, group.enumerate(alive))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("HttpClient") && !name.startsWith("globalEventExecutor"));
    }
}
