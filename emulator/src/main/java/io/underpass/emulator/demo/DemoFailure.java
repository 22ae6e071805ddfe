package io.underpass.emulator.demo;

/** A step of the demo went wrong; the message says how. Threads: immutable. */
public final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message, null, false, false);
    }
}
