package io.underpass.alb.compile;

import io.underpass.alb.model.TargetGroup;

/**
 * What the targets of a group speak.
 *
 * <p>Threads: immutable.
 */
public enum ProtocolVersion {
    /** HTTP/1.1. */
    HTTP1,
    /** HTTP/2 from the first byte. */
    HTTP2,
    /** HTTP/2, and nothing but gRPC over it. */
    GRPC;

    /** What the targets of {@code group} speak; HTTP1 where its protocol has no versions. */
    static ProtocolVersion of(TargetGroup group) {
        return switch (group.protocolVersion()) {
            case "HTTP2" -> HTTP2;
            case "GRPC" -> GRPC;
            default -> HTTP1;
        };
    }
}
