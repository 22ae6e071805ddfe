package io.underpass.wire;

/**
 * Takes one response: exactly one {@link #head}, then the body as {@link BodySink} says. {@link #abort} may come
 * instead of the head (nothing was received) or after it (the body is cut short). Interim responses are never passed,
 * except 101 to a request that asked for it.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
public interface ResponseSink extends BodySink {

    /** Takes the final status and headers. */
    void head(ResponseHead head);
}
