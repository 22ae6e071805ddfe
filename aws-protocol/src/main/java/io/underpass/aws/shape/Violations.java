package io.underpass.aws.shape;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an input, in AWS's words. Threads: confined to one call. */
public final class Violations {

    private final List<String> found = new ArrayList<>();

    void add(String value, String path, String constraint) {
        found.add("Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + constraint);
    }

    void addMissing(String path) {
        found.add("Value null at '" + path + "' failed to satisfy constraint: Member must not be null");
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Everything that is wrong, as one message. */
    public String message() {
        String plural = found.size() == 1 ? " validation error" : " validation errors";
        return found.size() + plural + " detected: " + String.join("; ", found);
    }
}
