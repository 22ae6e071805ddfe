package io.underpass.emulator.init;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A script of somebody who wants an emulator to begin with something. It is run by itself where it may be executed,
 * otherwise by {@code sh}; what it prints is printed.
 *
 * <p>Threads: immutable; blocks.
 *
 * @param environment set where the environment has nothing
 * @param endpoint the emulator's, for all services, whatever the environment has
 * @param limit how long it may take
 */
record InitScript(Path file, Map<String, String> environment, Optional<String> endpoint, Duration limit) {

    /** What shells end with for a command that is not there, such as {@code awslocal}. */
    private static final int NOT_FOUND = 127;

    void run() throws IOException {
        String path = file.toAbsolutePath().toString();
        ProcessBuilder builder = new ProcessBuilder(Files.isExecutable(file) ? List.of(path) : List.of("sh", path));
        builder.inheritIO();
        environment.forEach(builder.environment()::putIfAbsent);
        endpoint.ifPresent(url -> {
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_ENDPOINT_URL_"));
            builder.environment().remove("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
            builder.environment().put("AWS_ENDPOINT_URL", url);
        });
        Process process = builder.start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(file + " took longer than " + limit.toSeconds()
                        + " seconds; --init-timeout gives it more time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(file + " was interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(file + " ended with " + process.exitValue()
                    + (process.exitValue() == NOT_FOUND ? ": it calls a program that is not here" : ""));
        }
    }
}
