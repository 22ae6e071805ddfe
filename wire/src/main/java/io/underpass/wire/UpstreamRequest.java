package io.underpass.wire;

import io.netty.channel.EventLoop;

/**
 * A request to be sent on.
 *
 * <p>Threads: confined to {@code eventLoop}.
 *
 * @param head what to send; {@code Content-Length}, {@code Transfer-Encoding} and {@code Connection} fields are absent,
 *     the carrier frames by {@code body}
 * @param body the body; the upstream streams or discards it
 * @param eventLoop where the call and its response run
 * @param peer who the receiver sees as its client, for carriers that have no socket of their own
 * @param trail where an in-process receiver writes down what it decided
 */
public record UpstreamRequest(RequestHead head, RequestBody body, EventLoop eventLoop, Peer peer, Trail trail) {}
