package io.underpass.it;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.UnderpassBuilder;
import java.net.URI;
import java.util.function.UnaryOperator;

/** The emulator on a free port of this machine. Threads: safe. */
final class RunningEmulator implements AutoCloseable {

    private final Underpass underpass;

    /** As it is by default. */
    RunningEmulator() {
        this(UnaryOperator.identity());
    }

    /** With further settings. */
    RunningEmulator(UnaryOperator<UnderpassBuilder> settings) {
        underpass = settings.apply(Underpass.builder().port(0)).start();
    }

    /** Where every API and every invoke URL is found. */
    URI endpoint() {
        return underpass.endpoint();
    }

    @Override
    public void close() {
        underpass.close();
    }
}
