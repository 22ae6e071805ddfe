package io.underpass.wire;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;

/**
 * Why a request is not taken.
 *
 * <p>Threads: immutable.
 *
 * @param status what to answer
 * @param reason for people: what was wrong; never echoes the client's bytes
 * @param remark what a {@link HeadPolicy} has noticed that does not take it
 */
record Refusal(HttpResponseStatus status, String reason, Optional<HeadPolicy.Remark> remark) {

    Refusal(HttpResponseStatus status, String reason) {
        this(status, reason, Optional.empty());
    }

    static Refusal badRequest(String reason) {
        return new Refusal(HttpResponseStatus.BAD_REQUEST, reason);
    }
}
