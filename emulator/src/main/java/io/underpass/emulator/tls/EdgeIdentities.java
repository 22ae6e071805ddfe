package io.underpass.emulator.tls;

import io.underpass.wire.ServerIdentities;
import io.underpass.wire.ServerIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of the edge port, each made when its name is first asked for: nothing is done, and no key made, before
 * the first client speaks TLS.
 *
 * <p>Threads: safe; authority and certificates are made on a thread of their own, which ends when there is nothing to do.
 */
public final class EdgeIdentities implements ServerIdentities, AutoCloseable {

    private static final int MAX_WAITING = 1024;
    private static final int MAX_KEPT = 512;
    private static final Duration THREAD_IDLE = Duration.ofSeconds(10);

    /** Long before they expire, certificates are made anew. */
    private static final Duration KEPT_FOR = Duration.ofDays(30);

    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "::1");

    private record Kept(CompletableFuture<ServerIdentity> identity, Instant until) {}

    private final Optional<AuthorityFile> file;
    private final InstantSource clock;
    private final ThreadPoolExecutor worker;
    private final Map<List<String>, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Kept> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /** Made and read on the worker only. */
    private @Nullable LocalAuthority authority;

    private @Nullable KeyPair keys;

    /** The certificates of an authority that is kept in {@code directory}, if there is one. */
    public EdgeIdentities(Optional<Path> directory, InstantSource clock) {
        this.file = directory.map(AuthorityFile::new);
        this.clock = clock;
        this.worker = new ThreadPoolExecutor(
                1,
                1,
                THREAD_IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                EdgeIdentities::thread);
        worker.allowCoreThreadTimeOut(true);
    }

    /** The certificate to be trusted, as PEM. */
    public CompletionStage<String> authorityPem() {
        return made(() -> Pem.of(List.of(authority().certificate())));
    }

    /** Any name has a certificate: the client has asked for it, and trusts this authority or does not. */
    @Override
    public CompletionStage<ServerIdentity> identity(String serverName, InetSocketAddress local) {
        List<String> names = NAME.matcher(serverName).matches() ? List.of(serverName) : namesOf(local);
        Instant now = clock.instant();
        synchronized (kept) {
            Kept known = kept.get(names);
            if (known != null && known.until().isAfter(now) && !known.identity().isCompletedExceptionally()) {
                return known.identity();
            }
            CompletableFuture<ServerIdentity> identity = made(() -> issue(names));
            kept.put(names, new Kept(identity, now.plus(KEPT_FOR)));
            return identity;
        }
    }

    /** Makes no more. */
    @Override
    public void close() {
        worker.shutdownNow();
    }

    /** A client that names nobody has connected to an address, of this machine or of the network it is in. */
    private static List<String> namesOf(InetSocketAddress local) {
        List<String> names = new ArrayList<>(THIS_MACHINE);
        String address = local.getAddress() == null ? "" : local.getAddress().getHostAddress();
        int zone = address.indexOf('%');
        String plain = zone < 0 ? address : address.substring(0, zone);
        if (!plain.isEmpty() && !names.contains(plain) && !local.getAddress().isLoopbackAddress()) {
            names.add(plain);
        }
        return names;
    }

    private ServerIdentity issue(List<String> names) throws GeneralSecurityException, IOException {
        LocalAuthority issuer = authority();
        if (keys == null) {
            keys = LocalAuthority.newKeys();
        }
        X509Certificate certificate = issuer.server(names, keys, clock.instant());
        return ServerIdentity.of(keys.getPrivate(), List.of(certificate, issuer.certificate()));
    }

    private LocalAuthority authority() throws GeneralSecurityException, IOException {
        Instant now = clock.instant();
        if (authority == null) {
            authority = file.isPresent() ? file.get().read(now).orElse(null) : null;
        }
        if (authority == null) {
            LocalAuthority created = LocalAuthority.create(now);
            if (file.isPresent()) {
                file.get().write(created);
            }
            authority = created;
        }
        return authority;
    }

    private <T> CompletableFuture<T> made(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            worker.execute(() -> {
                try {
                    result.complete(work.call());
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "underpass-tls");
        thread.setDaemon(true);
        return thread;
    }
}
