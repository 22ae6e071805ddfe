package io.underpass.emulator.node;

import io.underpass.wire.ServerIdentities;
import io.underpass.wire.ServerIdentity;
import io.underpass.wire.certificate.Authority;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Who a node is to the edge, which calls it by a name that no client knows: it shows a certificate of its own and asks for
 * none, since the edge has seen the client's; and it takes HTTP/2 whatever the listener does. A connection of that name is
 * good for nothing but requests that the edge has sent.
 *
 * <p>Threads: safe; the certificate is made by the worker, with the first call.
 */
final class HopIdentity {

    private final String name;
    private final Executor worker;
    private @Nullable CompletableFuture<ServerIdentity> made; // Guarded by this.

    /** To be called {@code name}. */
    HopIdentity(String name, Executor worker) {
        this.name = name;
        this.worker = worker;
    }

    /** Whether a client that has asked for {@code serverName} has to be the edge. */
    boolean isCalled(String serverName) {
        return serverName.equals(name);
    }

    /** {@code others}, except to the edge. */
    ServerIdentities before(ServerIdentities others) {
        return (serverName, local) -> isCalled(serverName) ? identity(local) : others.identity(serverName, local);
    }

    private synchronized CompletionStage<ServerIdentity> identity(InetSocketAddress local) {
        CompletableFuture<ServerIdentity> known = made;
        if (known == null || known.isCompletedExceptionally()) {
            known = CompletableFuture.supplyAsync(this::make, worker);
            made = known;
        }
        return known;
    }

    private ServerIdentity make() {
        try {
            Instant now = Instant.now();
            KeyPair keys = Authority.newKeys();
            Authority authority = Authority.create("Underpass node", now);
            return ServerIdentity.of(keys.getPrivate(), List.of(authority.server(List.of(name), keys, now)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has these keys", e);
        }
    }
}
