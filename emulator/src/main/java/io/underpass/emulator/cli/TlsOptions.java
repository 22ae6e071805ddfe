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

    @Mixin
    private TruststoreOptions truststores = new TruststoreOptions();

    @Mixin
    private TrustedOptions trusted = new TrustedOptions();

    /** Throws WrongUsage where something that is named is not there. */
    TlsSettings settings() {
        return new TlsSettings(
                Optional.ofNullable(certificates).map(path -> GivenPath.directory("--certificates", path)),
                truststores.directory(),
                trusted.file());
    }
}
