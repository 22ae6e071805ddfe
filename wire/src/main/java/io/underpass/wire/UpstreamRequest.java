package io.underpass.wire;

import io.netty.channel.EventLoop;
import java.util.Optional;

/**
 * A request to be sent on.
 *
 * <p>Threads: confined to {@code eventLoop}.
 *
 * @param head what to send. The carrier frames by {@code body}: {@code Content-Length} and {@code Transfer-Encoding}
 *     fields, which should be absent, are not sent. Nor is a {@code Connection} field; but one with the option
 *     {@code close} asks a carrier with connections to say so to the origin and to close the connection afterwards
 *     instead of keeping it for others.
 * @param body the body; the upstream streams or discards it
 * @param eventLoop where the call and its response run
 * @param peer who the receiver sees as its client, for carriers that have no socket of their own
 * @param trail where an in-process receiver writes down what it decided
 * @param tunnel what is sent on once the origin has answered 101; empty where the head asks for no other protocol. The
 *     head then has an {@code Upgrade} field and no body, and the response's body is what the origin says in that
 *     protocol.
 * @param tls where TLS is spoken with whoever the request comes to, and that is not the first who gets it; empty where
 *     there is none, or it ends before
 */
public record UpstreamRequest(
        RequestHead head,
        RequestBody body,
        EventLoop eventLoop,
        Peer peer,
        Trail trail,
        Optional<RequestBody> tunnel,
        Optional<TlsCall> tls) {

    /** A request without TLS of its own. */
    public UpstreamRequest(
            RequestHead head,
            RequestBody body,
            EventLoop eventLoop,
            Peer peer,
            Trail trail,
            Optional<RequestBody> tunnel) {
        this(head, body, eventLoop, peer, trail, tunnel, Optional.empty());
    }

    /** A request that keeps to HTTP. */
    public UpstreamRequest(RequestHead head, RequestBody body, EventLoop eventLoop, Peer peer, Trail trail) {
        this(head, body, eventLoop, peer, trail, Optional.empty());
    }

    /** This request, for a receiver who sees {@code other} as its client. */
    public UpstreamRequest from(Peer other) {
        return new UpstreamRequest(head, body, eventLoop, other, trail, tunnel, tls);
    }

    /** This request with TLS up to whoever it comes to. */
    public UpstreamRequest over(TlsCall call) {
        return new UpstreamRequest(head, body, eventLoop, peer, trail, tunnel, Optional.of(call));
    }

    /** This request as it is once TLS has ended. */
    public UpstreamRequest withoutTls() {
        return new UpstreamRequest(head, body, eventLoop, peer, trail, tunnel, Optional.empty());
    }
}
