package io.underpass.emulator.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.emulator.listeners.ListenerSockets.Wanted;
import io.underpass.wire.EventLoops;
import io.underpass.wire.FreePort;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.TestClient;
import io.underpass.wire.WholeResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenerSocketsTest {

    private static EventLoops loops;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final ListenerSockets<String> sockets = new ListenerSockets<>(said::add, Duration.ofSeconds(1));
    private int one;
    private int two;

    @BeforeAll
    static void startLoops() {
        loops = EventLoops.of(1);
    }

    @AfterAll
    static void stopLoops() {
        loops.close();
    }

    @BeforeEach
    void findPorts() {
        one = FreePort.any();
        two = FreePort.any();
    }

    @AfterEach
    void stop() {
        sockets.drain();
    }

    @Test
    void whatMovesOpensBeforeItCloses() {
        sockets.follow(Map.of("a", wanted("a", one)));
        sockets.follow(Map.of("a", wanted("a", two)));

        assertThat(answers(two)).isEqualTo("a");
        assertThat(sockets.find("a")).isPresent();
        assertThat(said)
                .containsExactly(
                        "Listening on 127.0.0.1:" + one,
                        "Listening on 127.0.0.1:" + two,
                        "No longer listening on 127.0.0.1:" + one);
    }

    @Test
    void whatCannotMoveStaysUntilItCan() throws IOException {
        sockets.follow(Map.of("a", wanted("a", one)));
        try (ServerSocket taken = free()) {
            sockets.follow(Map.of("a", wanted("a", taken.getLocalPort())));
            sockets.retry();

            assertThat(answers(one)).isEqualTo("a");
            assertThat(sockets.hasProblems()).isTrue();
            assertThat(sockets.problem("a")).endsWith("; meanwhile it stays on 127.0.0.1:" + one);
            assertThat(said).filteredOn(line -> line.contains("is not served")).hasSize(1);
            two = taken.getLocalPort();
        }
        sockets.retry();

        assertThat(answers(two)).isEqualTo("a");
        assertThat(sockets.hasProblems()).isFalse();
        assertThat(said).last().isEqualTo("No longer listening on 127.0.0.1:" + one);
    }

    @Test
    void whatGivesItsPlaceToAnotherKeyStaysUntilThatIsOpen() throws IOException {
        sockets.follow(Map.of("a", wanted("a", one)));
        try (ServerSocket taken = free()) {
            two = taken.getLocalPort();
            sockets.follow(Map.of("b", insteadOf("a", "b", two)));
            assertThat(answers(one)).isEqualTo("a");
            assertThat(sockets.problem("b")).endsWith("; meanwhile it stays on 127.0.0.1:" + one);
        }
        sockets.retry();

        assertThat(answers(two)).isEqualTo("b");
        assertThat(sockets.find("a")).isEmpty();
    }

    @Test
    void twoMayChangePlaces() {
        sockets.follow(Map.of("a", wanted("a", one), "b", wanted("b", two)));
        sockets.follow(Map.of("a", wanted("a", two), "b", wanted("b", one)));

        assertThat(answers(two)).isEqualTo("a");
        assertThat(answers(one)).isEqualTo("b");
        assertThat(sockets.hasProblems()).isFalse();
    }

    @Test
    void whatIsNoLongerWantedMakesRoom() throws IOException {
        sockets.follow(Map.of("a", wanted("a", one)));
        sockets.follow(Map.of("b", wanted("b", one)));
        assertThat(answers(one)).isEqualTo("b");

        try (ServerSocket taken = free()) { // "b" has nowhere to go, but is in the way.
            sockets.follow(Map.of("b", wanted("b", taken.getLocalPort()), "c", wanted("c", one)));
            assertThat(answers(one)).isEqualTo("c");
            assertThat(sockets.find("b")).isEmpty();
            assertThat(said).filteredOn(line -> line.contains("is not served")).hasSize(1);
        }
    }

    @Test
    void fromAllAddressesToOneThereIsNoWayButToCloseFirst() throws IOException {
        InetSocketAddress everywhere = new InetSocketAddress(InetAddress.getByAddress(new byte[4]), one);
        sockets.follow(Map.of("a", new Wanted<>("a", everywhere, address -> open("a", address))));
        sockets.follow(Map.of("a", wanted("a", one)));

        assertThat(answers(one)).isEqualTo("a");
        assertThat(sockets.find("a"))
                .hasValueSatisfying(
                        listening -> assertThat(listening.address().getAddress().isLoopbackAddress())
                                .isTrue());
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(FreePort.any(), 1, InetAddress.getByName("127.0.0.1"));
    }

    private static Wanted<String> wanted(String answer, int port) {
        return new Wanted<>(
                answer, new InetSocketAddress("127.0.0.1", port), address -> open(answer, address), Optional.empty());
    }

    private static Wanted<String> insteadOf(String other, String answer, int port) {
        return new Wanted<>(
                answer, new InetSocketAddress("127.0.0.1", port), address -> open(answer, address), Optional.of(other));
    }

    private static HttpListener open(String answer, InetSocketAddress address) throws IOException {
        return HttpListener.bind(
                loops,
                address,
                exchange -> WholeResponse.of(HttpResponseStatus.OK, "text/plain", answer)
                        .sendTo(exchange),
                (exchange, completion) -> {},
                ListenerSettings.defaults());
    }

    private static String answers(int port) {
        return TestClient.get(new InetSocketAddress("127.0.0.1", port), "/").bodyText();
    }
}
