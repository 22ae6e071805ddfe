package io.underpass.emulator.tls;

import io.underpass.gateway.model.ClientCertificate;
import io.underpass.wire.UpstreamTls;
import io.underpass.wire.UpstreamTls.ClientIdentity;
import io.underpass.wire.certificate.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How https backends are called: whom they are believed by, and what they are shown. Made when first needed, since reading
 * the authorities takes its time.
 *
 * <p>Threads: safe; never blocks.
 */
public final class OriginSecurity {

    private final Optional<Path> trusted;
    private final Optional<LocalAuthority> local;
    private final TlsThread thread;
    private final InstantSource clock;
    private final Map<Kind, CompletableFuture<UpstreamTls>> made = new ConcurrentHashMap<>();

    /**
     * Security in which these are believed besides the authorities that Java knows.
     *
     * @param trusted a file with authorities
     * @param local the local authority, which stands for those that sign for AWS
     * @param clock tells which certificates are good
     */
    public OriginSecurity(Optional<Path> trusted, LocalAuthority local, TlsThread thread, InstantSource clock) {
        this(trusted, Optional.of(local), thread, clock);
    }

    /** The same where there is no local authority. */
    public OriginSecurity(Optional<Path> trusted, TlsThread thread, InstantSource clock) {
        this(trusted, Optional.empty(), thread, clock);
    }

    private OriginSecurity(
            Optional<Path> trusted, Optional<LocalAuthority> local, TlsThread thread, InstantSource clock) {
        this.clock = clock;
        this.trusted = trusted;
        this.local = local;
        this.thread = thread;
    }

    private record Kind(boolean anyAuthority, Optional<ClientCertificate> shown) {}

    /**
     * How a backend is called.
     *
     * @param anyAuthority whether a certificate of an unknown authority will do
     * @param shown to backends that ask for it
     */
    public CompletableFuture<UpstreamTls> of(boolean anyAuthority, Optional<ClientCertificate> shown) {
        Kind kind = new Kind(anyAuthority, shown);
        CompletableFuture<UpstreamTls> known = made.get(kind);
        if (known != null && !known.isCompletedExceptionally()) {
            return known;
        }
        CompletableFuture<UpstreamTls> fresh = thread.call(() -> make(kind));
        made.put(kind, fresh);
        return fresh;
    }

    private UpstreamTls make(Kind kind) throws IOException, GeneralSecurityException {
        Optional<ClientIdentity> identity = Optional.empty();
        if (kind.shown().isPresent()) {
            ClientCertificate shown = kind.shown().get();
            identity = Optional.of(new ClientIdentity(
                    Pem.privateKey(shown.privateKey()), Pem.certificates(shown.pemEncodedCertificate())));
        }
        return kind.anyAuthority()
                ? UpstreamTls.anyAuthority(identity, clock)
                : UpstreamTls.verified(more(), identity, clock);
    }

    private List<X509Certificate> more() throws IOException, GeneralSecurityException {
        List<X509Certificate> more = new ArrayList<>();
        if (local.isPresent()) {
            more.add(local.get().source().authority().certificate());
        }
        if (trusted.isPresent()) {
            more.addAll(Pem.certificates(Files.readString(trusted.get())));
        }
        return more;
    }
}
