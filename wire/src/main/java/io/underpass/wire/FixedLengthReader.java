package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** A body of announced length. Threads: confined to the event loop of its connection. */
final class FixedLengthReader implements BodyReader {

    private long missing;

    FixedLengthReader(long length) {
        this.missing = length;
    }

    @Override
    public Progress read(ByteBuf in, Consumer<ByteBuf> out) {
        int bytes = (int) Math.min(missing, in.readableBytes());
        if (bytes > 0) {
            missing -= bytes;
            out.accept(in.readRetainedSlice(bytes));
        }
        return missing == 0 ? Progress.COMPLETE : Progress.INCOMPLETE;
    }
}
