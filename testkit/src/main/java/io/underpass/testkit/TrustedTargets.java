package io.underpass.testkit;

import io.underpass.emulator.tls.TlsSettings;
import io.underpass.wire.certificate.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A file that makes an emulator believe the fake targets that speak TLS, for as long as it runs.
 *
 * <p>Threads: immutable.
 */
final class TrustedTargets implements AutoCloseable {

    private final Path file;

    private TrustedTargets(Path file) {
        this.file = file;
    }

    /** Such a file; empty where none of {@code targets} speaks TLS. */
    static Optional<TrustedTargets> of(Collection<FakeTarget> targets) {
        List<X509Certificate> authorities = targets.stream()
                .filter(FakeTarget::speaksTls)
                .map(FakeTarget::authority)
                .toList();
        if (authorities.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path file = Files.createTempFile("underpass-targets", ".pem");
            Files.writeString(file, Pem.of(authorities));
            return Optional.of(new TrustedTargets(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the certificates of fake targets cannot be written down", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate of a fake target cannot be written", e);
        }
    }

    /** The settings of an emulator that believes them. */
    TlsSettings settings() {
        return new TlsSettings(Optional.empty(), Optional.empty(), Optional.of(file));
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit(); // Nobody will miss it.
        }
    }
}
