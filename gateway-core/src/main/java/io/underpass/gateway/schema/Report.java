package io.underpass.gateway.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is wrong with an instance. One that only asks whether anything is, keeps no words.
 *
 * <p>Threads: one.
 */
final class Report {

    /** Nobody reads more of it; a body of megabytes is quoted in its errors. */
    private static final int MAX_CHARACTERS = 16 * 1024;

    private final boolean silent;
    private final List<String> errors = new ArrayList<>();
    private int characters;
    private boolean failed;

    private Report(boolean silent) {
        this.silent = silent;
    }

    static Report inWords() {
        return new Report(false);
    }

    static Report silent() {
        return new Report(true);
    }

    void error(Supplier<String> words) {
        failed = true;
        if (!silent && characters < MAX_CHARACTERS) {
            String text = words.get();
            String kept = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
            characters += kept.length();
            errors.add(kept);
        }
    }

    boolean failed() {
        return failed;
    }

    /** Whether more errors would change nothing. */
    boolean decided() {
        return failed && silent;
    }

    /** All errors, as AWS prints them. */
    @Override
    public String toString() {
        return errors.toString();
    }
}
