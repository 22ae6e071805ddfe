package io.underpass.emulator.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.wire.EventLoops;
import io.underpass.wire.NameResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetConnectionsTest {

    private final EventLoops loops = EventLoops.of(1);

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void givesTheAddressesOfANameAsText() throws UnknownHostException {
        List<InetAddress> found = List.of(
                InetAddress.getByAddress("orders", new byte[] {10, 0, 0, 1}),
                InetAddress.getByAddress("orders", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        assertThat(addresses(host -> CompletableFuture.completedFuture(found)))
                .isCompletedWithValue(List.of("10.0.0.1", "::1"));
    }

    @Test
    void anUnknownNameHasNone() {
        assertThat(addresses(host -> CompletableFuture.failedFuture(new UnknownHostException(host))))
                .isCompletedWithValue(List.of());
    }

    @Test
    void aLookupThatFailsIsNotTakenForAnUnknownName() {
        assertThat(addresses(host -> CompletableFuture.failedFuture(new IOException("no name server"))))
                .isCompletedExceptionally();
    }

    @Test
    void anIdIsWhereTheSettingsSay() {
        TargetAddresses addresses = TargetAddresses.of(List.of("i-0123456789abcdef0=127.0.0.9", "i-v6=::1"));
        try (TargetConnections connections = new TargetConnections(loops, addresses)) {
            assertThat(connections
                            .addresses("i-0123456789abcdef0")
                            .toCompletableFuture()
                            .join())
                    .containsExactly("127.0.0.9");
            assertThat(connections.addresses("i-v6").toCompletableFuture().join())
                    .containsExactly("::1");
        }
        assertThat(addresses.host("orders")).isEqualTo("orders");
        assertThatThrownBy(() -> TargetAddresses.of(List.of("i-1"))).hasMessageContaining("ID=ADDRESS, not 'i-1'");
    }

    private CompletableFuture<List<String>> addresses(NameResolver resolver) {
        try (TargetConnections connections = new TargetConnections(loops, executor -> resolver)) {
            return connections.addresses("orders").toCompletableFuture();
        }
    }
}
