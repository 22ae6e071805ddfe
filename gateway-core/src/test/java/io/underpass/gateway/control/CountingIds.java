package io.underpass.gateway.control;

import io.underpass.aws.Ids;

/** Identifiers that count up, and begin anew when a test says so. */
final class CountingIds implements Ids {

    private int next;

    /** Draws the same ids once more. */
    void repeat() {
        next = 0;
    }

    @Override
    public String alphanumeric(int length) {
        String digits = Integer.toString(next++);
        return "x" + "0".repeat(length - 1 - digits.length()) + digits;
    }

    @Override
    public String hex(int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String decimal(int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String uuid() {
        throw new UnsupportedOperationException();
    }
}
