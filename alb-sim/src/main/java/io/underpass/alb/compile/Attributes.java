package io.underpass.alb.compile;

import java.time.Duration;
import java.util.Map;

/**
 * Attributes as typed values, AWS's defaults filled in.
 *
 * <p>Threads: immutable.
 */
record Attributes(Map<String, String> values) {

    String text(String key, String byDefault) {
        return values.getOrDefault(key, byDefault);
    }

    boolean flag(String key, boolean byDefault) {
        String value = text(key, "");
        return value.isEmpty() ? byDefault : value.equals("true");
    }

    Duration seconds(String key, int byDefault) {
        return Duration.ofSeconds(Long.parseLong(text(key, Integer.toString(byDefault))));
    }

    /** A number; 0 where the attribute is {@code off}. */
    int threshold(String key, String byDefault) {
        String value = text(key, byDefault);
        return value.equals("off") ? 0 : Integer.parseInt(value);
    }
}
