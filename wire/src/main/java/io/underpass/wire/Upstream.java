package io.underpass.wire;

/**
 * Where a request can be sent: a socket address behind a pool, or another service in this process.
 *
 * <p>Threads: safe; each call is confined to the event loop of its request.
 */
@FunctionalInterface
public interface Upstream {

    /**
     * Sends {@code request} and hands the response to {@code sink}, possibly before this call returns. Every way to
     * fail arrives at {@link ResponseSink#abort}.
     *
     * @return controls the response; cancelling closes or frees whatever the call holds
     */
    Flow send(UpstreamRequest request, ResponseSink sink);
}
