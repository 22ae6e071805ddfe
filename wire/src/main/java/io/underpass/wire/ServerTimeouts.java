package io.underpass.wire;

import io.netty.channel.Channel;
import java.time.Duration;

/**
 * How long a client may stand still: between requests, inside a head, inside a body, and in taking the response.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class ServerTimeouts {

    private final ServerConnection connection;
    private final Channel channel;
    private final long idleNanos;
    private final LazyTimer timer;
    private long progressedAt;
    private long headStartedAt;
    private boolean headPending;
    private long unwritable;
    private long unwritableSince;

    ServerTimeouts(ServerConnection connection, Channel channel, Duration idleTimeout) {
        this.connection = connection;
        this.channel = channel;
        this.idleNanos = idleTimeout.toNanos();
        this.timer = new LazyTimer(channel.eventLoop(), this::check);
    }

    void start() {
        progressed();
        timer.ensure(progressedAt + idleNanos);
    }

    void stop() {
        timer.cancel();
    }

    /** Bytes came, or it became the client's turn. */
    void progressed() {
        progressedAt = System.nanoTime();
    }

    /**
     * Says whether a head has begun and is incomplete. It has to be complete within the timeout, however steadily it
     * drips: otherwise a few bytes a minute would hold a connection for ever.
     */
    void headPending(boolean pending) {
        if (pending && !headPending) {
            headStartedAt = System.nanoTime();
        }
        headPending = pending;
    }

    /** From now on closing is all there is to wait for. */
    void closeWithin(Duration limit) {
        timer.cancel();
        timer.ensure(System.nanoTime() + limit.toNanos());
    }

    private void check() {
        long now = System.nanoTime();
        if (connection.isClosing()) {
            connection.closeNow();
            return;
        }
        long deadline = now + idleNanos;
        if (!channel.isWritable()) {
            deadline = stalledSince(now) + idleNanos;
        } else if (connection.awaitsClient()) {
            deadline = (headPending ? headStartedAt : progressedAt) + idleNanos;
        }
        if (deadline - now <= 0) {
            connection.timedOut();
        } else {
            timer.ensure(deadline);
        }
    }

    /** Since when the backlog has not moved, as far as the checks could see. */
    private long stalledSince(long now) {
        long backlog = channel.bytesBeforeWritable();
        if (backlog != unwritable || unwritableSince == 0) {
            unwritable = backlog;
            unwritableSince = now;
        }
        return unwritableSince;
    }
}
