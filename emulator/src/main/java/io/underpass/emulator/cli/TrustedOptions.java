package io.underpass.emulator.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom servers are believed by. Threads: confined to the main thread. */
final class TrustedOptions {

    @Option(
            names = "--trusted-ca",
            paramLabel = "FILE",
            description = "A PEM file with further authorities that https backends are believed by."
                    + " [UNDERPASS_TRUSTED_CA]")
    private @Nullable Path trusted;

    /** Throws WrongUsage where it is not there. */
    Optional<Path> file() {
        return Optional.ofNullable(trusted).map(file -> GivenPath.file("--trusted-ca", file));
    }
}
