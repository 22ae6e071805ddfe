package io.underpass.emulator.cli;

/** The command line cannot be what was meant; the message says why. */
final class WrongUsage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
        super(message);
    }
}
