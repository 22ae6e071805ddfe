package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** A body that lasts as long as the connection. Threads: confined to the event loop of its connection. */
final class UntilCloseReader implements BodyReader {

    @Override
    public Progress read(ByteBuf in, Consumer<ByteBuf> out) {
        if (in.isReadable()) {
            out.accept(in.readRetainedSlice(in.readableBytes()));
        }
        return Progress.INCOMPLETE;
    }

    @Override
    public boolean endsWithConnection() {
        return true;
    }
}
