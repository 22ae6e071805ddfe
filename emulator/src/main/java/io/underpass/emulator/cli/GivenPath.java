package io.underpass.emulator.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks at once whether what an option names is there. It would be read when it is first needed, and missed then, far from
 * the command line that has the mistake.
 *
 * <p>Threads: stateless.
 */
final class GivenPath {

    private GivenPath() {}

    /** {@code path}, which {@code option} says is a directory; throws WrongUsage where it is none. */
    static Path directory(String option, Path path) {
        if (!Files.isDirectory(path)) {
            throw new WrongUsage(option + ": " + (Files.exists(path) ? path + " is no directory" : missing(path)));
        }
        return path;
    }

    /** {@code path}, which {@code option} says is a file; throws WrongUsage where it cannot be read. */
    static Path file(String option, Path path) {
        if (!Files.isReadable(path)) {
            throw new WrongUsage(
                    option + ": " + (Files.exists(path) ? path + " may not be read by this user" : missing(path)));
        }
        return path;
    }

    /** {@code path}, which {@code option} says is a directory, now or when it is written to. */
    static Path futureDirectory(String option, Path path) {
        return Files.exists(path) ? directory(option, path) : path;
    }

    private static String missing(Path path) {
        return "there is no " + path;
    }
}
