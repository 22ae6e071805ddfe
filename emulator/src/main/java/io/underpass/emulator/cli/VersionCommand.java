package io.underpass.emulator.cli;

import io.underpass.emulator.Version;
import java.util.concurrent.Callable;

/** {@code underpass version}. Threads: for the main thread. */
@Command(description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        System.out.println(text());
        return 0;
    }

    /** The version of this build, and what runs it. */
    static String text() {
        return "underpass " + Version.current() + " (Java " + Runtime.version() + ")";
    }
}
