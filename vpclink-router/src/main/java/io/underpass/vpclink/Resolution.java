package io.underpass.vpclink;

import io.underpass.wire.Upstream;

/**
 * Where a private integration's request goes.
 *
 * <p>Threads: immutable.
 */
public sealed interface Resolution {

    /**
     * It goes to {@code upstream}, which shows the receiver an address of the link as the client's.
     *
     * @param listenerArn the listener that it arrives at
     */
    record Resolved(Upstream upstream, String listenerArn) implements Resolution {}

    /**
     * There is no way.
     *
     * @param kind what the client is told
     * @param reason for people: what was looked for and what was found
     */
    record Refused(Kind kind, String reason) implements Resolution {}

    /** What a client may be told (spec 1.9 of API Gateway). */
    enum Kind {
        /** 500: the link or its target does not exist or can not be meant. */
        CONFIGURATION,
        /** 503: link and target exist, nothing answers. */
        UNREACHABLE,
        /** 501: there is a way on AWS and not here. */
        NOT_EMULATED
    }
}
