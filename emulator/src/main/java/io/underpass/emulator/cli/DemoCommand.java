package io.underpass.emulator.cli;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.demo.Demo;
import io.underpass.emulator.demo.DemoFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@code underpass demo}: the main job, from nothing to an answer. Threads: for the main thread. */
@Command(description = "Starts the emulator, two services and the tutorial in front of them, and calls it.")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private EdgeOptions options = new EdgeOptions();

    @Option(names = "--once", description = "Checks everything, tears it down and exits.")
    private boolean once;

    /** For the launcher's training; not the name of start's, whose variable the image sets. */
    @Option(names = "--kept", paramLabel = "DIR", hidden = true, description = "As start's --state. [UNDERPASS_KEPT]")
    private @Nullable Path kept;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Shutdown shutdown = Shutdown.install()) {
            Underpass underpass = options.start(kept);
            Demo demo = shutdown.add(new Demo(underpass, System.out));
            shutdown.add(underpass);
            return run(underpass, demo, shutdown);
        }
    }

    private int run(Underpass underpass, Demo demo, Shutdown shutdown) throws InterruptedException {
        try {
            demo.run();
            if (!once) {
                System.out.println("Ready. " + underpass.endpoint() + "  (Ctrl-C stops)");
                shutdown.await();
            }
        } catch (DemoFailure failure) {
            System.err.println("underpass: the demo failed: " + failure.getMessage());
            return 1;
        } finally {
            underpass.close();
            demo.close();
        }
        System.out.println("Everything answered as it should.");
        return 0;
    }
}
