package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.underpass.wire.ResponseHead;

/**
 * Sees the response that was made of the backend's before it goes to the client.
 *
 * <p>Threads: confined to the event loop of its invocation.
 */
@FunctionalInterface
interface ResponseRecorder {

    /**
     * Takes note of a response.
     *
     * @param body stays the caller's
     * @return the head for the client
     */
    ResponseHead record(ResponseHead head, ByteBuf body);
}
