package io.underpass.emulator.cli;

import io.underpass.emulator.description.Description;
import io.underpass.emulator.description.TrustStore;
import io.underpass.emulator.tls.TlsSettings;
import io.underpass.wire.certificate.Authority;
import io.underpass.wire.certificate.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An authority that nobody trusts, for trying descriptions with trust stores whose own bundles are not at hand.
 *
 * <p>Threads: immutable. It is a file of its own until it is closed.
 */
final class StandInBundle implements AutoCloseable {

    private static final String BUCKET = "stand-in";
    private static final String KEY = "ca.pem";

    private final Path directory;

    StandInBundle() throws IOException {
        directory = Files.createTempDirectory("underpass-validate");
        try {
            Files.writeString(
                    Files.createDirectory(directory.resolve(BUCKET)).resolve(KEY),
                    Pem.of(List.of(Authority.create("stand-in", Instant.now()).certificate())));
        } catch (GeneralSecurityException e) {
            close();
            throw new IOException("no certificate can be made: " + e.getMessage(), e);
        }
    }

    /** With these an emulator finds it. */
    TlsSettings settings() {
        return new TlsSettings(Optional.empty(), Optional.of(directory), Optional.empty());
    }

    /** {@code description} with this as the bundle of all its trust stores, and with no revocation lists. */
    Description in(Description description) {
        return new Description(
                description.name(),
                description.links(),
                description.trustStores().stream()
                        .map(store -> new TrustStore(store.name(), BUCKET + '/' + KEY, List.of()))
                        .toList(),
                description.loadBalancers(),
                description.apis());
    }

    @Override
    public void close() throws IOException {
        Path bucket = directory.resolve(BUCKET);
        Files.deleteIfExists(bucket.resolve(KEY));
        Files.deleteIfExists(bucket);
        Files.deleteIfExists(directory);
    }
}
