package io.underpass.emulator.assembly;

import static org.assertj.core.api.Assertions.assertThat;

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

    private CompletableFuture<List<String>> addresses(NameResolver resolver) {
        try (TargetConnections connections = new TargetConnections(loops, executor -> resolver)) {
            return connections.addresses("orders").toCompletableFuture();
        }
    }
}
