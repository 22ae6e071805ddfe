package io.underpass.alb.data;

import io.underpass.wire.FlowObserver;
import io.underpass.wire.Peer;

/**
 * Counts a connection through a network load balancer and writes it down once it is over.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
record LoggedFlow(FlowCounts counts, FlowLog log) implements FlowObserver.Flowing {

    @Override
    public void begins() {
        counts.begins();
    }

    @Override
    public void rejected() {
        counts.rejected();
    }

    @Override
    public void passed(int bytes) {
        counts.passed(bytes);
    }

    @Override
    public void reset(FlowObserver.End by) {
        counts.reset(by);
    }

    @Override
    public void secured(Peer client, long handshakeNanos) {
        log.secured(client, handshakeNanos);
    }

    @Override
    public void clientNotSecured(String serverName) {
        counts.clientNotSecured(serverName);
        log.notSecured(serverName);
    }

    @Override
    public void received(int bytes) {
        log.received(bytes);
    }

    @Override
    public void sent(int bytes) {
        log.sent(bytes);
    }

    @Override
    public void targetNotSecured() {
        counts.targetNotSecured();
    }

    @Override
    public void ended() {
        counts.ended();
        log.write();
    }
}
