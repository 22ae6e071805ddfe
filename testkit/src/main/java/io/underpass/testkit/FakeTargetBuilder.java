package io.underpass.testkit;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Describes a {@link FakeTarget} that is more than a server of HTTP in clear text.
 *
 * <pre>{@code
 * FakeTarget.builder("orders").tls("orders.internal").demandsClientCertificate().start()
 * }</pre>
 *
 * <p>Threads: immutable; each method that changes something gives a new one. {@link #start} takes milliseconds.
 */
public final class FakeTargetBuilder {

    private final String name;
    private final Optional<TargetTls> tls;
    private final Set<HttpVersion> versions;

    private FakeTargetBuilder(String name, Optional<TargetTls> tls, Set<HttpVersion> versions) {
        this.name = name;
        this.tls = tls;
        this.versions = versions;
    }

    FakeTargetBuilder(String name) {
        this(name, Optional.empty(), EnumSet.allOf(HttpVersion.class));
    }

    /**
     * TLS, and nothing in clear text, with a certificate of an authority of its own ({@link FakeTarget#authority}).
     *
     * @param names the hosts that it is for; {@code localhost} and {@code 127.0.0.1} are always among them
     */
    public FakeTargetBuilder tls(String... names) {
        List<String> all = new ArrayList<>(List.of(names));
        all.add("localhost");
        all.add("127.0.0.1");
        return new FakeTargetBuilder(name, Optional.of(TargetTls.of(all)), versions);
    }

    /**
     * TLS, and nothing in clear text, with {@code key} and its certificate, which is the first of {@code chain}.
     *
     * @throws IllegalArgumentException if there is no certificate
     */
    public FakeTargetBuilder tls(PrivateKey key, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a target needs a certificate for its key");
        }
        return new FakeTargetBuilder(
                name, Optional.of(new TargetTls(key, List.copyOf(chain), Optional.empty())), versions);
    }

    /**
     * Clients must have a certificate: one that leads to one of {@code issuers}, or any where none is given.
     *
     * @throws IllegalStateException if the target speaks no TLS; that is to be said before
     */
    public FakeTargetBuilder demandsClientCertificate(X509Certificate... issuers) {
        TargetTls asking = tls.orElseThrow(
                        () -> new IllegalStateException("only with TLS clients have certificates: tls() comes before"))
                .demandingOf(List.of(issuers));
        return new FakeTargetBuilder(name, Optional.of(asking), versions);
    }

    /** What it speaks, and nothing else; otherwise all there is. */
    public FakeTargetBuilder speaks(HttpVersion first, HttpVersion... others) {
        return new FakeTargetBuilder(name, tls, EnumSet.of(first, others));
    }

    /**
     * A target that listens.
     *
     * @throws IllegalArgumentException if its key and certificate are of no use
     */
    public FakeTarget start() {
        return new FakeTarget(name, tls, versions);
    }

    String name() {
        return name;
    }
}
