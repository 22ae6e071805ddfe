package io.underpass.emulator.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where certificates come from that are not made here.
 *
 * <p>Threads: immutable.
 *
 * @param certificates a directory in which {@code NAME.pem} has the certificate of the host NAME, those of its issuers,
 *     and its key; a name that begins with {@code *} has its file under {@code _}
 * @param truststores a directory in which {@code BUCKET/KEY} has the certificates of {@code s3://BUCKET/KEY}, which
 *     those of clients must lead to
 * @param trusted a file with further authorities that https backends are believed by
 */
public record TlsSettings(Optional<Path> certificates, Optional<Path> truststores, Optional<Path> trusted) {

    /** Nothing but what is made here, and the authorities that the Java runtime knows. */
    public static final TlsSettings DEFAULTS = new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty());
}
