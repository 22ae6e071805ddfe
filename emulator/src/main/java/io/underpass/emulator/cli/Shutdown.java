package io.underpass.emulator.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/**
 * How a serving process ends. Ctrl-C and SIGTERM drain and end with 0: to be stopped is what a server expects. The JVM
 * would end with 130 or 143, so the shutdown hook halts by itself once everything is closed. Installed before anything
 * is started, so that a signal at any time is answered so; closing it takes the hook back.
 *
 * <p>Threads: safe.
 */
final class Shutdown implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Thread hook = new Thread(this::stop, "underpass-stop");

    private Shutdown() {}

    /** Listens for signals from now on. */
    static Shutdown install() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(shutdown.hook);
        return shutdown;
    }

    /** To be closed on a signal, after what is added later. */
    synchronized <T extends AutoCloseable> T add(T resource) {
        started.push(resource);
        return resource;
    }

    /** Waits for a signal; does not return. */
    void await() throws InterruptedException {
        ConsoleLogging.open();
        new CountDownLatch(1).await();
    }

    /** No signal came: the process ends as its command says. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already; the hook sees to it.
        }
    }

    private synchronized void stop() {
        int code = 0;
        for (AutoCloseable resource : started) {
            try {
                resource.close();
            } catch (Exception e) {
                System.err.println("underpass: stopping failed: " + e);
                code = 1;
            }
        }
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
