package io.underpass.alb.control;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How big a regular expression becomes when its counted repetitions are written out; what the engine compiles is of that
 * order, and every character of a text may cost as many steps. Too big rather than too small where in doubt.
 *
 * <p>Threads: confined to one call.
 */
final class RegexSize {

    private static final long UNBOUNDED = Long.MAX_VALUE / 2000;

    private final String regex;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long total;
    private long last;
    private int at;

    private RegexSize(String regex) {
        this.regex = regex;
    }

    /** The size of {@code regex}, which need not be valid. */
    static long of(String regex) {
        return new RegexSize(regex).measure();
    }

    private long measure() {
        while (at < regex.length()) {
            char c = regex.charAt(at++);
            switch (c) {
                case '\\' -> {
                    if (at < regex.length() && regex.charAt(at) == 'Q') {
                        skipQuoted();
                    } else {
                        at++;
                        take(1);
                    }
                }
                case '[' -> {
                    skipClass();
                    take(1);
                }
                case '(' -> {
                    outer.push(total + last);
                    total = 0;
                    last = 0;
                }
                case ')' -> close();
                case '{' -> repeat();
                default -> take(1);
            }
        }
        while (!outer.isEmpty()) {
            close();
        }
        return total + last;
    }

    private void skipQuoted() {
        int from = at + 1;
        int end = regex.indexOf("\\E", from);
        at = end < 0 ? regex.length() : end + 2;
        for (int i = from; i < (end < 0 ? regex.length() : end); i++) {
            take(1);
        }
    }

    private void take(long size) {
        total = Math.min(total + last, UNBOUNDED);
        last = size;
    }

    private void close() {
        long inside = total + last + 1;
        total = outer.isEmpty() ? 0 : outer.pop();
        last = inside;
    }

    private void skipClass() {
        if (at < regex.length() && regex.charAt(at) == '^') {
            at++;
        }
        at++; // A bracket that closes stands for itself where it comes first.
        while (at < regex.length() && regex.charAt(at) != ']') {
            at += regex.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void repeat() {
        int end = regex.indexOf('}', at);
        String[] counts = end < 0 ? new String[0] : regex.substring(at, end).split(",", 2);
        long times = 0;
        for (String count : counts) {
            if (!count.isEmpty() && count.length() <= 4 && count.chars().allMatch(Character::isDigit)) {
                times = Math.max(times, Long.parseLong(count));
            }
        }
        if (times == 0) {
            take(1);
            return;
        }
        at = end + 1;
        last = Math.min(last * times, UNBOUNDED);
    }
}
