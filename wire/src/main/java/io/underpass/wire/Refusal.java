package io.underpass.wire;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Why a request is not taken.
 *
 * <p>Threads: immutable.
 *
 * @param status what to answer
 * @param reason for people: what was wrong; never echoes the client's bytes
 */
record Refusal(HttpResponseStatus status, String reason) {

    static Refusal badRequest(String reason) {
        return new Refusal(HttpResponseStatus.BAD_REQUEST, reason);
    }
}
