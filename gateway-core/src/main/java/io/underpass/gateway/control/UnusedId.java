package io.underpass.gateway.control;

import io.underpass.aws.Ids;
import java.util.function.Predicate;

/**
 * Draws the ids of new things. They are so short that one may be drawn twice, and what has it already would be
 * overwritten.
 *
 * <p>Threads: stateless.
 */
final class UnusedId {

    private UnusedId() {}

    /** The first id of {@code length} characters that is not {@code taken}. */
    static String draw(Ids ids, int length, Predicate<String> taken) {
        String id = ids.alphanumeric(length);
        while (taken.test(id)) {
            id = ids.alphanumeric(length);
        }
        return id;
    }
}
