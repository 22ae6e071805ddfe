package io.underpass.emulator.cli;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.demo.Demo;
import io.underpass.emulator.demo.DemoFailure;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code underpass demo}: the main job, from nothing to an answer. Threads: for the main thread. */
@Command(
        name = "demo",
        description = "Starts the emulator, two services and the tutorial in front of them, and calls it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private EdgeOptions options = new EdgeOptions();

    @Option(names = "--once", description = "Checks everything, tears it down and exits.")
    private boolean once;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Shutdown shutdown = Shutdown.install()) {
            Underpass underpass = options.start(null);
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
