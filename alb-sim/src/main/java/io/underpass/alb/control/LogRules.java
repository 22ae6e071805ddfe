package io.underpass.alb.control;

import io.underpass.alb.model.LogAttributes;
import java.util.Map;

/**
 * What of the attributes of logs goes together (spec 1.6). The words about the bucket are AWS's, those about the prefix a
 * guess. AWS refuses an empty bucket for a log that is off, too; here what Describe shows may be sent back as it is.
 *
 * <p>Threads: stateless.
 */
final class LogRules {

    private static final String RESERVED = "AWSLogs";

    private LogRules() {}

    /** Refuses {@code attributes} that would lead to no place. */
    static void check(Map<String, String> attributes) {
        LogAttributes.ALL.forEach(log -> check(log, attributes));
    }

    private static void check(LogAttributes log, Map<String, String> attributes) {
        if (log.enabled().in(attributes) && log.bucket().in(attributes).isEmpty()) {
            throw Refusals.validation("The value of '" + log.bucket().key() + "' cannot be empty");
        }
        String prefix = log.prefix().in(attributes);
        if (prefix.contains(RESERVED)) {
            throw Refusals.validation("The value of '" + log.prefix().key() + "' cannot contain '" + RESERVED + "'");
        }
        if (prefix.startsWith("/") || prefix.endsWith("/")) {
            throw Refusals.validation("The value of '" + log.prefix().key() + "' cannot begin or end with '/'");
        }
    }
}
