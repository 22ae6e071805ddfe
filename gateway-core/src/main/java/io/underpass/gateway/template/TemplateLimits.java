package io.underpass.gateway.template;

import java.time.Duration;

/**
 * What one rendering may use up. Whatever goes beyond fails the rendering, as on AWS, where the numbers are unknown but for
 * the payload's 10 MB (spec 4).
 *
 * <p>Threads: immutable.
 *
 * @param time that the thread may burn, as {@link io.underpass.gateway.WorkTime} counts it
 * @param outputBytes of the rendered text in UTF-8
 * @param intermediateChars of all strings together that are made on the way
 * @param values in lists and maps that are read from JSON or added by the template
 */
public record TemplateLimits(Duration time, int outputBytes, int intermediateChars, int values) {

    private static final int PAYLOAD_BYTES = 10 * 1024 * 1024;

    /** One second, AWS's 10 MB, four times as many characters on the way, and two million values. */
    public static final TemplateLimits DEFAULT =
            new TemplateLimits(Duration.ofSeconds(1), PAYLOAD_BYTES, 4 * PAYLOAD_BYTES, 2_000_000);

    /** The same with another time. */
    public TemplateLimits within(Duration other) {
        return new TemplateLimits(other, outputBytes, intermediateChars, values);
    }
}
