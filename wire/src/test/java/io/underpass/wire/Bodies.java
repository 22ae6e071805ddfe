package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads request bodies in tests. Threads: confined to the event loop of the exchange. */
final class Bodies {

    private Bodies() {}

    /** Streams {@code body} and passes it on as text when it is complete. */
    static void collect(RequestBody body, Consumer<String> whole) {
        collect(body, whole, failure -> {});
    }

    static void collect(RequestBody body, Consumer<String> whole, Consumer<Failure> failed) {
        StringBuilder text = new StringBuilder();
        body.stream(new BodySink() {
            @Override
            public void data(ByteBuf data) {
                text.append(data.toString(StandardCharsets.UTF_8));
                data.release();
            }

            @Override
            public void end() {
                whole.accept(text.toString());
            }

            @Override
            public void abort(Failure failure) {
                failed.accept(failure);
            }
        });
    }
}
