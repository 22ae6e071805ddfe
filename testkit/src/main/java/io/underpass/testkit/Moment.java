package io.underpass.testkit;

/** A point within an answer. Threads: constants. */
public enum Moment {
    /** Before the first byte. */
    BEFORE_HEAD,
    /** In the middle of the header fields. */
    IN_HEAD,
    /** After the last header field, before the body. */
    AFTER_HEAD,
    /** After the first half of the body. */
    IN_BODY
}
