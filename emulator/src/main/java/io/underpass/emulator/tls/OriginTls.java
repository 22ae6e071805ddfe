package io.underpass.emulator.tls;

import io.underpass.gateway.model.ClientCertificate;
import io.underpass.wire.UpstreamTls;
import io.underpass.wire.UpstreamTls.ClientIdentity;
import io.underpass.wire.certificate.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How https backends are spoken to: whom of them to believe, and what to show them. Each way is made when it is first
 * asked for.
 *
 * <p>Threads: safe; never blocks, since what takes its time is done on {@link TlsThread}.
 */
public final class OriginTls {

    private static final int MAX_KEPT = 128;

    private record Way(boolean anyAuthority, Optional<String> certificate) {}

    private final TlsSettings settings;
    private final TlsThread thread;
    private final Map<Way, CompletableFuture<UpstreamTls>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Way, CompletableFuture<UpstreamTls>> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /** Believes the authorities that the Java runtime knows, and those of {@code settings}. */
    public OriginTls(TlsSettings settings, TlsThread thread) {
        this.settings = settings;
        this.thread = thread;
    }

    /**
     * The way to speak to a backend.
     *
     * @param insecureSkipVerification whether any authority is believed; host and dates are checked all the same
     * @param shown what the backend is shown if it asks who calls
     */
    public CompletionStage<UpstreamTls> of(boolean insecureSkipVerification, Optional<ClientCertificate> shown) {
        Way way = new Way(insecureSkipVerification, shown.map(ClientCertificate::pemEncodedCertificate));
        synchronized (kept) {
            CompletableFuture<UpstreamTls> known = kept.get(way);
            if (known != null && !known.isCompletedExceptionally()) {
                return known;
            }
            CompletableFuture<UpstreamTls> made = thread.call(() -> make(insecureSkipVerification, shown));
            kept.put(way, made);
            return made;
        }
    }

    private UpstreamTls make(boolean anyAuthority, Optional<ClientCertificate> shown)
            throws GeneralSecurityException, IOException {
        Optional<ClientIdentity> identity = Optional.empty();
        if (shown.isPresent()) {
            identity = Optional.of(new ClientIdentity(
                    Pem.privateKey(shown.get().privateKey()),
                    Pem.certificates(shown.get().pemEncodedCertificate())));
        }
        return anyAuthority ? UpstreamTls.anyAuthority(identity) : UpstreamTls.verified(trusted(), identity);
    }

    private List<X509Certificate> trusted() throws GeneralSecurityException, IOException {
        return settings.trusted().isEmpty()
                ? List.of()
                : Pem.certificates(Files.readString(settings.trusted().get()));
    }
}
