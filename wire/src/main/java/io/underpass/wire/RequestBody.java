package io.underpass.wire;

import io.netty.buffer.ByteBuf;

/**
 * The body of a request, streamed once.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
public interface RequestBody {

    /** The body of a request that has none. */
    RequestBody EMPTY = new RequestBody() {
        @Override
        public long length() {
            return 0;
        }

        @Override
        public Flow stream(BodySink sink) {
            sink.end();
            return Flow.NONE;
        }

        @Override
        public void discard() {}
    };

    /** The length in bytes, or -1 where the sender did not say (chunked). */
    long length();

    /** Whether there is certainly no body. */
    default boolean isEmpty() {
        return length() == 0;
    }

    /**
     * Starts handing the body to {@code sink}, possibly before this call returns. At most one call.
     *
     * @throws IllegalStateException if the body was streamed or discarded before
     */
    Flow stream(BodySink sink);

    /** Releases what is held and drops what is still to come. Without effect once the body is being streamed. */
    void discard();

    /** A body that is at hand whole; takes ownership of {@code content}. */
    static RequestBody of(ByteBuf content) {
        return content.isReadable() ? new BufferedRequestBody(content) : releasedEmpty(content);
    }

    private static RequestBody releasedEmpty(ByteBuf content) {
        content.release();
        return EMPTY;
    }
}
