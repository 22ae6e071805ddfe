package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.underpass.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * What the backend answered.
 *
 * <p>Threads: confined to the event loop of its exchange.
 *
 * @param body the whole body, which the record only lends; null where it is streamed after the head
 */
record BackendResponse(ResponseHead head, @Nullable ByteBuf body) {}
