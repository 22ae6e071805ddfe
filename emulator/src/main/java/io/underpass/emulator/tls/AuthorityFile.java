package io.underpass.emulator.tls;

import io.underpass.wire.certificate.Authority;
import io.underpass.wire.certificate.Pem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the local authority, so that whoever trusts it need not do so anew after each start: the file {@code ca.pem},
 * its key and its certificate, which nobody but its owner may read.
 *
 * <p>Threads: confined to one thread.
 */
final class AuthorityFile {

    private static final String NAME = "ca.pem";

    private final Path file;

    AuthorityFile(Path directory) {
        this.file = directory.resolve(NAME);
    }

    /**
     * The authority that is kept; empty where none is, or its time is over.
     *
     * @throws GeneralSecurityException if the file holds something else
     */
    Optional<Authority> read(Instant now) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file);
        try {
            X509Certificate certificate = Pem.certificates(text).get(0);
            PrivateKey key = Pem.privateKey(text);
            return certificate.getNotAfter().toInstant().isAfter(now)
                    ? Optional.of(new Authority(certificate, key))
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(
                    file + " does not hold the local CA: " + e.getMessage() + "; remove it to have a new one made", e);
        }
    }

    /** Keeps {@code authority} from here on. */
    void write(Authority authority) throws IOException, GeneralSecurityException {
        Path fresh = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(fresh);
        try {
            Files.createFile(fresh, ownersOnly());
        } catch (FileAlreadyExistsException e) {
            throw new IOException("somebody else writes " + fresh, e);
        }
        String text = Pem.of(List.of(authority.certificate())) + Pem.of(authority.key());
        Files.writeString(fresh, text, StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
