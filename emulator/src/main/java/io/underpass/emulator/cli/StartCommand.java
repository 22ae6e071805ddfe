package io.underpass.emulator.cli;

import io.underpass.emulator.Underpass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@code underpass start}: runs until it is told to stop. Threads: for the main thread. */
@Command(description = "Starts the emulator and runs until Ctrl-C or SIGTERM.")
final class StartCommand implements Callable<Integer> {

    @Mixin
    private EdgeOptions options = new EdgeOptions();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "A directory that keeps what the control APIs change, through restart and kill. Default: it is"
                            + " forgotten on stop. [UNDERPASS_STATE]")
    private @Nullable Path state;

    /** For the image, where Testcontainers' LocalStackContainer waits for a line that ends with "Ready." */
    @Option(
            names = "--ready-line",
            paramLabel = "TEXT",
            hidden = true,
            defaultValue = "",
            description = "A further line, printed when it is ready. [UNDERPASS_READY_LINE]")
    private String readyLine = "";

    @Mixin
    private InitOptions init = new InitOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Shutdown shutdown = Shutdown.install()) {
            Underpass underpass = init.start(shutdown, () -> options.start(state));
            System.out.println("Ready. " + underpass.endpoint());
            if (!readyLine.isEmpty()) {
                System.out.println(readyLine);
            }
            shutdown.await();
            return 0;
        }
    }
}
