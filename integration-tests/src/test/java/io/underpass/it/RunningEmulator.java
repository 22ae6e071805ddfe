package io.underpass.it;

import io.underpass.emulator.Underpass;
import java.net.URI;

/** The emulator on a free port of this machine. Threads: safe. */
final class RunningEmulator implements AutoCloseable {

    private final Underpass underpass = Underpass.builder().port(0).start();

    /** Where every API and every invoke URL is found. */
    URI endpoint() {
        return underpass.endpoint();
    }

    @Override
    public void close() {
        underpass.close();
    }
}
