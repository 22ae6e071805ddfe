package io.underpass.emulator.description;

import io.underpass.aws.AwsError;
import java.util.function.Supplier;

/** A control operation refused what a description has at a place of it. Threads: immutable. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Mistake mistake;

    Refusal(String path, String message) {
        super(message, null, false, false);
        this.mistake = new Mistake(path, message);
    }

    Mistake mistake() {
        return mistake;
    }

    /** Does {@code work}; what an operation refuses then is the fault of what stands at {@code path}. */
    static <T> T at(String path, Supplier<T> work) {
        try {
            return work.get();
        } catch (AwsError e) {
            throw new Refusal(path, e.text() + " (" + e.code() + ")");
        }
    }
}
