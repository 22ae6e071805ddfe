package io.underpass.wire;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a decoder makes of the bytes of one connection: its messages in their order, and how the reading ended. Two
 * decoders that give equal readings also agree on where each message ends, since the next one begins there.
 *
 * <p>Threads: immutable.
 *
 * @param end empty where more bytes would be read; else what was refused and why
 */
record Reading(List<Message> messages, String end) {

    /** How far a message was read. */
    enum Progress {
        INCOMPLETE,
        COMPLETE,
        MALFORMED
    }

    /**
     * One message whose head was accepted.
     *
     * @param start the parts of the start line with single spaces between
     * @param fields each as {@code name: value}
     * @param body as Latin-1
     */
    record Message(String start, List<String> fields, String body, Progress progress) {

        boolean hasHeadOf(Message other) {
            return start.equals(other.start) && fields.equals(other.fields);
        }
    }

    Reading mapped(UnaryOperator<Message> change) {
        return new Reading(messages.stream().map(change).toList(), end);
    }

    /** What was refused may be wrong in more than one way, and the first to be seen depends on how the bytes are cut. */
    Reading withoutReason() {
        return new Reading(messages, isRefused() ? "refused" : "");
    }

    boolean isRefused() {
        return !end.isEmpty();
    }
}
