package io.underpass.alb.data;

import io.underpass.wire.FieldList;

/** The cookies that a load balancer adds to a target's answer. Threads: confined to the event loop of its exchange. */
@FunctionalInterface
interface ResponseCookies {

    /** No cookies. */
    ResponseCookies NONE = headers -> {};

    /** Adds them to {@code headers}, which are those of the target. */
    void addTo(FieldList headers);
}
