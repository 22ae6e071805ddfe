package io.underpass.emulator.cli;

import io.underpass.emulator.Underpass;
import java.util.concurrent.CountDownLatch;

/**
 * How the process ends. Ctrl-C and SIGTERM drain and end with 0: to be stopped is what a server expects. The JVM would
 * end with 130 or 143, so the shutdown hook halts by itself once everything is closed.
 *
 * <p>Threads: safe.
 */
final class Exit {

    private Exit() {}

    /** Ends the process. */
    static void with(int code) {
        System.exit(code);
    }

    /** Waits for Ctrl-C or SIGTERM, then closes {@code resources} in order and ends the process with 0. */
    static void onSignal(Underpass underpass, AutoCloseable... resources) throws InterruptedException {
        CountDownLatch forever = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(underpass, resources), "underpass-stop"));
        forever.await();
    }

    private static void stop(Underpass underpass, AutoCloseable... resources) {
        int code = 0;
        try {
            underpass.close();
            for (AutoCloseable resource : resources) {
                resource.close();
            }
        } catch (Exception e) {
            System.err.println("underpass: stopping failed: " + e);
            code = 1;
        }
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
