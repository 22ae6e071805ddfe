package io.underpass.wire;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * How a request that never became one is answered. The connection closes afterwards.
 *
 * <p>Threads: safe; called on event loops, must not block.
 */
@FunctionalInterface
public interface ProtocolErrors {

    /** Says in plain text what was wrong. */
    ProtocolErrors PLAIN_TEXT = (status, reason) -> {
        HttpHeaders headers = new FieldList().append(FieldNames.CONTENT_TYPE, "text/plain; charset=utf-8");
        byte[] body = (status + ": " + reason + "\n").getBytes(StandardCharsets.UTF_8);
        return new Reply(status, headers, body);
    };

    /**
     * Makes the answer.
     *
     * @param status 400, 408, 414, 431, 500, 501 or 505
     * @param reason for people; contains nothing of what the client sent
     */
    Reply render(HttpResponseStatus status, String reason);

    /**
     * A whole answer.
     *
     * @param status may differ from the one proposed
     * @param headers without {@code Content-Length} and {@code Connection}, which the listener adds
     * @param body kept by reference
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Reply(HttpResponseStatus status, HttpHeaders headers, byte[] body) {}
}
