package io.underpass.wire;

import io.netty.channel.EventLoop;
import java.util.Optional;

/**
 * One request and the place for its response, as an {@link HttpService} sees it. What is given as the body of a response
 * that has none (to HEAD, or with status 204 or 304) is released and not sent.
 *
 * <p>Where the response has no body by the rules of HTTP (to HEAD, with 204 and 304), the exchange drops and releases
 * what {@link #data} gets: a service answers as it would answer GET, and need not care.
 *
 * <p>Threads: confined to {@link #eventLoop()}.
 */
public interface Exchange extends ResponseSink {

    /** The head as received: nothing removed, framing and hop-by-hop fields included. */
    RequestHead request();

    /** The body; whoever answers without reading it need not discard it, the exchange does. */
    RequestBody body();

    /**
     * What the client sends once it was answered 101, to be streamed after that {@link #head}; empty where the request
     * asks for no other protocol, or came by a carrier that has none. The body of that response is what the client gets
     * in the other protocol, and lasts until {@link #end}.
     */
    default Optional<RequestBody> tunnel() {
        return Optional.empty();
    }

    /** The connection the request came in on. */
    Peer peer();

    /** What a {@link HeadPolicy} has noticed about the head; nothing where the listener has none. */
    default Optional<HeadPolicy.Remark> remark() {
        return Optional.empty();
    }

    /** Whether the request shares its connection with others at the same time, as those of HTTP/2 do. */
    default boolean multiplexed() {
        return false;
    }

    /**
     * Whether the listener spoke TLS when the connection was made, so that a client without has made a mistake. Not so
     * where it has come to speak TLS since.
     */
    default boolean tlsOffered() {
        return peer().secure();
    }

    /** The event loop that all work for this exchange stays on. */
    EventLoop eventLoop();

    /** Where each step writes down what it decided. */
    Trail trail();

    /**
     * Names the producer of the response, so that a slow client can pause it and a departed one cancel it, before or
     * after {@link #head}; without it a response is queued as fast as it is written. A later call takes the place of an
     * earlier one, as where a request was held up first. When the client has left already, {@code producer} is cancelled
     * at once.
     */
    void producer(Flow producer);
}
