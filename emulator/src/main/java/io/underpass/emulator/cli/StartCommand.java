package io.underpass.emulator.cli;

import io.underpass.emulator.Underpass;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code underpass start}: runs until it is told to stop. Threads: for the main thread. */
@Command(
        name = "start",
        description = "Starts the emulator and runs until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {

    @Mixin
    private EdgeOptions options = new EdgeOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Shutdown shutdown = Shutdown.install()) {
            Underpass underpass = shutdown.add(options.start());
            System.out.println("Ready. " + underpass.endpoint());
            shutdown.await();
            return 0;
        }
    }
}
