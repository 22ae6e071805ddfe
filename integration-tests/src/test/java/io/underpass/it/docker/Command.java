package io.underpass.it.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command of this machine, run in the root of the sources, its time limited.
 *
 * <p>Threads: blocking, otherwise safe.
 */
public final class Command {

    /** Where the compose file is. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Command() {}

    /**
     * How it ended.
     *
     * @param output what it printed, errors included
     */
    public record Result(int status, String output) {

        public boolean ok() {
            return status == 0;
        }
    }

    /** Runs {@code arguments} to the end and gives how that was; a command that does not exist has status 127. */
    public static Result run(Path directory, Map<String, String> environment, Duration limit, List<String> arguments) {
        try {
            Path output = Files.createTempFile("underpass-command", ".txt");
            try {
                return run(directory, environment, limit, arguments, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result run(
            Path directory, Map<String, String> environment, Duration limit, List<String> arguments, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Result(127, String.valueOf(e.getMessage()));
        }
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        arguments + " took more than " + limit.toSeconds() + " s:\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
