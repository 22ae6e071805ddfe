/**
 * HTTP over Netty: listeners, exchanges, bodies with back-pressure, and the upstream client.
 *
 * <p>Starting points: {@link io.underpass.wire.HttpListener} accepts connections and hands each request to an
 * {@link io.underpass.wire.HttpService} as an {@link io.underpass.wire.Exchange};
 * {@link io.underpass.wire.UpstreamClient} sends requests on; {@link io.underpass.wire.InProcessUpstream} calls another
 * {@code HttpService} on the same event loop, without a socket.
 *
 * <p>A connection and all upstream work for it stay on one event loop. Nothing in this package may block.
 */
@NullMarked
package io.underpass.wire;

import org.jspecify.annotations.NullMarked;
