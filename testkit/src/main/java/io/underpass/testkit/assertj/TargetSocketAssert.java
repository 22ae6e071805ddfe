package io.underpass.testkit.assertj;

import io.underpass.testkit.SocketFrame;
import io.underpass.testkit.TargetSocket;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on the frames that came over a WebSocket so far; {@link TargetSocket#awaitFrames} waits for more.
 *
 * <p>Threads: confined to one thread.
 */
public final class TargetSocketAssert extends AbstractAssert<TargetSocketAssert, TargetSocket> {

    TargetSocketAssert(TargetSocket actual) {
        super(actual, TargetSocketAssert.class);
    }

    /** These frames came and no others, in this order. */
    public TargetSocketAssert got(SocketFrame... frames) {
        isNotNull();
        return holds(actual.frames().equals(List.of(frames)), "to get exactly " + List.of(frames));
    }

    /** A frame with this text came, in one piece. */
    public TargetSocketAssert gotText(String text) {
        isNotNull();
        return holds(actual.frames().contains(SocketFrame.text(text)), "to get the text \"" + text + "\"");
    }

    /** The client said that it closes, with this code. */
    public TargetSocketAssert wasClosedWith(int code) {
        isNotNull();
        boolean closed = actual.frames().stream()
                .anyMatch(frame -> frame.kind() == SocketFrame.Kind.CLOSE && frame.code() == code);
        return holds(closed, "to be closed with " + code);
    }

    private TargetSocketAssert holds(boolean condition, String expected) {
        if (!condition) {
            failWithMessage(
                    "%s",
                    "Expected the WebSocket of " + actual.request() + "\n" + expected + ", but it got "
                            + (actual.frames().isEmpty() ? "nothing" : actual.frames()) + " and is "
                            + (actual.isOpen() ? "open" : "closed"));
        }
        return this;
    }
}
