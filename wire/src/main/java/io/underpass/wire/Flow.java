package io.underpass.wire;

/**
 * What the consumer of a stream may ask of its producer. Every method may be called again and after the end, then
 * without effect.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
public interface Flow {

    /** A producer with nothing to control: what it produces is at hand already. */
    Flow NONE = new Flow() {
        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    };

    /** Stop producing soon; bytes on their way may still arrive. */
    void pause();

    /** Go on producing. */
    void resume();

    /** Nobody wants the rest: release what is held and call the sink no more. */
    void cancel();

    /** As {@link #cancel}, since the receiver was given another answer with {@code status}. */
    default void replaced(int status) {
        cancel();
    }
}
