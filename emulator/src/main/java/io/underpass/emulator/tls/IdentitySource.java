package io.underpass.emulator.tls;

import io.underpass.gateway.model.DomainName;
import io.underpass.wire.ServerIdentity;
import io.underpass.wire.ServerIdentity.Holder;
import io.underpass.wire.TlsTerms;
import io.underpass.wire.TlsTerms.Clients;
import io.underpass.wire.certificate.Authority;
import io.underpass.wire.certificate.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes identities: of certificates that were given for a name, or of new ones by the local authority, which is made
 * when it is first needed.
 *
 * <p>Threads: confined to one thread; reads files.
 */
final class IdentitySource {

    /**
     * What an identity is for.
     *
     * @param names the hosts; one, unless the client named none
     * @param certificate the one that its owner has given, if so
     * @param mutualTls which clients are let in; empty for all
     * @param versions of TLS, as the JDK names them
     */
    record Wanted(
            List<String> names,
            Optional<DomainName.Certificate> certificate,
            Optional<DomainName.MutualTls> mutualTls,
            List<String> versions) {}

    private final Optional<AuthorityFile> file;
    private final TlsSettings settings;
    private final InstantSource clock;
    private @Nullable Authority authority;
    private @Nullable KeyPair keys;

    IdentitySource(Optional<Path> directory, TlsSettings settings, InstantSource clock) {
        this.file = directory.map(AuthorityFile::new);
        this.settings = settings;
        this.clock = clock;
    }

    ServerIdentity make(Wanted wanted) throws GeneralSecurityException, IOException {
        Holder holder = holder(wanted);
        if (wanted.versions().equals(TlsTerms.USUAL.protocols())) {
            return wanted.mutualTls().isEmpty()
                    ? ServerIdentity.of(holder.key(), holder.chain())
                    : ServerIdentity.forClientsOf(truststore(wanted.mutualTls().get()), holder.key(), holder.chain());
        }
        Clients clients = wanted.mutualTls().isEmpty()
                ? new Clients.Any()
                : new Clients.Known(truststore(wanted.mutualTls().get()), List.of(), false, true);
        return ServerIdentity.of(
                List.of(holder),
                new TlsTerms(wanted.versions(), List.of(), TlsTerms.USUAL.applicationProtocols(), clients));
    }

    Authority authority() throws GeneralSecurityException, IOException {
        Instant now = clock.instant();
        if (authority == null) {
            authority = file.isPresent() ? file.get().read(now).orElse(null) : null;
        }
        if (authority == null) {
            Authority created = Authority.create("Underpass local CA", now);
            if (file.isPresent()) {
                file.get().write(created);
            }
            authority = created;
        }
        return authority;
    }

    private Holder holder(Wanted wanted) throws GeneralSecurityException, IOException {
        if (wanted.certificate().isPresent()) {
            DomainName.Certificate given = wanted.certificate().get();
            return new Holder(Pem.privateKey(given.privateKey()), Pem.certificates(given.chain()));
        }
        Optional<Path> own = fileOf(wanted.names().get(0));
        if (own.isPresent()) {
            String text = Files.readString(own.get());
            return new Holder(Pem.privateKey(text), Pem.certificates(text));
        }
        Authority issuer = authority();
        if (keys == null) {
            keys = Authority.newKeys();
        }
        X509Certificate issued = issuer.server(wanted.names(), keys, clock.instant());
        return new Holder(keys.getPrivate(), List.of(issued, issuer.certificate()));
    }

    /** The file of {@code name} itself, or of the wildcard for its first label. */
    private Optional<Path> fileOf(String name) {
        if (settings.certificates().isEmpty()) {
            return Optional.empty();
        }
        Path directory = settings.certificates().get();
        Path own = directory.resolve(name + ".pem");
        if (Files.isRegularFile(own)) {
            return Optional.of(own);
        }
        int dot = name.indexOf('.');
        Path wildcard = directory.resolve("_" + (dot < 0 ? "" : name.substring(dot)) + ".pem");
        return Optional.of(wildcard).filter(Files::isRegularFile);
    }

    private List<X509Certificate> truststore(DomainName.MutualTls mutual) throws GeneralSecurityException, IOException {
        String uri = mutual.truststoreUri();
        Path found;
        if (uri.startsWith("s3://")) {
            Path directory = settings.truststores()
                    .orElseThrow(() -> new IOException("the truststore " + uri
                            + " is looked for in a directory, which --truststores DIR has to name"))
                    .toAbsolutePath()
                    .normalize();
            found = directory.resolve(uri.substring("s3://".length())).normalize();
            if (!found.startsWith(directory)) {
                throw new IOException("the truststore " + uri + " is outside of " + directory);
            }
        } else {
            found = Path.of(uri.startsWith("file://") ? uri.substring("file://".length()) : uri);
        }
        return Pem.certificates(Files.readString(found));
    }
}
