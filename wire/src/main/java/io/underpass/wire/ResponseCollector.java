package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a response whole, its body up to a limit. Exactly one of the two consumers is called, once, unless {@link #release}
 * comes before.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
public final class ResponseCollector implements ResponseSink {

    private final BiConsumer<ResponseHead, byte[]> complete;
    private final BodyCollector body;
    private @Nullable ResponseHead head;

    /**
     * A collector of at most {@code maxBytes} of body.
     *
     * @param complete gets the response
     * @param failed gets its failure, or {@link Failure.Kind#TOO_LARGE} as soon as there are more bytes
     */
    public ResponseCollector(long maxBytes, BiConsumer<ResponseHead, byte[]> complete, Consumer<Failure> failed) {
        this.complete = complete;
        this.body = new BodyCollector(maxBytes, this::whole, failed);
    }

    @Override
    public void head(ResponseHead received) {
        head = received;
    }

    @Override
    public void data(ByteBuf data) {
        body.data(data);
    }

    @Override
    public void end() {
        body.end();
    }

    @Override
    public void abort(Failure failure) {
        body.abort(failure);
    }

    /** Lets go of what has come; nobody is called any more. */
    public void release() {
        body.release();
    }

    /** Releases {@code content}. */
    private void whole(ByteBuf content) {
        byte[] bytes;
        try {
            bytes = ByteBufUtil.getBytes(content);
        } finally {
            content.release();
        }
        if (head != null) {
            complete.accept(head, bytes);
        }
    }
}
