package io.underpass.emulator.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the certificates of clients' authorities are. Threads: confined to the main thread. */
final class TruststoreOptions {

    @Option(
            names = "--truststores",
            paramLabel = "DIR",
            description = "A directory with BUCKET/KEY for each truststoreUri s3://BUCKET/KEY of a custom domain name"
                    + " with mutual TLS, and for each bundle and revocation list of a load balancer's trust store."
                    + " [UNDERPASS_TRUSTSTORES]")
    private @Nullable Path truststores;

    /** Throws WrongUsage where it is not there. */
    Optional<Path> directory() {
        return Optional.ofNullable(truststores).map(path -> GivenPath.directory("--truststores", path));
    }
}
