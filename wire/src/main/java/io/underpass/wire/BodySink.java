package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * Takes the bytes of one body, in order: any number of {@link #data}, perhaps {@link #trailers}, then exactly one of
 * {@link #end} and {@link #abort}.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
public interface BodySink {

    /**
     * Takes the next bytes. The sink owns {@code data} and releases it, also when it arrives after the sink has lost
     * interest.
     */
    void data(ByteBuf data);

    /** Says that no more bytes are at hand for now: what was handed over should leave. {@link #end} implies it. */
    default void flush() {}

    /**
     * Takes the fields that came behind the body, right before {@link #end} and at most once. Only HTTP/2 carries them:
     * whoever has no use for them drops them.
     */
    default void trailers(HttpHeaders trailers) {}

    /** The body is complete. */
    void end();

    /** The body will never be complete. */
    void abort(Failure failure);
}
