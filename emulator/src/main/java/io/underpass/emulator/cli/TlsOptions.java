package io.underpass.emulator.cli;

import io.underpass.emulator.tls.TlsSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where certificates come from. Threads: confined to the main thread. */
final class TlsOptions {

    @Option(
            names = "--certificates",
            paramLabel = "DIR",
            description = "A directory with NAME.pem for each host that has a certificate of its own: the certificate,"
                    + " its issuers' and its key. Default: a local CA issues them. [UNDERPASS_CERTIFICATES]")
    private @Nullable Path certificates;

    @Option(
            names = "--truststores",
            paramLabel = "DIR",
            description = "A directory with BUCKET/KEY for each truststoreUri s3://BUCKET/KEY of a custom domain name"
                    + " with mutual TLS. [UNDERPASS_TRUSTSTORES]")
    private @Nullable Path truststores;

    @Mixin
    private TrustedOptions trusted = new TrustedOptions();

    /** Throws WrongUsage where something that is named is not there. */
    TlsSettings settings() {
        return new TlsSettings(
                Optional.ofNullable(certificates).map(path -> GivenPath.directory("--certificates", path)),
                Optional.ofNullable(truststores).map(path -> GivenPath.directory("--truststores", path)),
                trusted.file());
    }
}
