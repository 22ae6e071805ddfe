package io.underpass.wire;

import java.time.Duration;

/**
 * How long a client may stand still: between requests, inside a head, inside a body, and in taking the response.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class ServerTimeouts {

    private final ServerConnection connection;
    private final MessageWriter writer;
    private final long idleNanos;
    private final LazyTimer timer;
    private long progressedAt;
    private long headStartedAt;
    private boolean headPending;
    private boolean backlogged;
    private long stalledAt;
    private boolean lingering;
    private long lingerUntil;

    ServerTimeouts(ServerConnection connection, MessageWriter writer, Duration idleTimeout) {
        this.connection = connection;
        this.writer = writer;
        this.idleNanos = idleTimeout.toNanos();
        this.timer = new LazyTimer(connection.eventLoop(), this::check);
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
        progressed(System.nanoTime());
    }

    /** As {@link #progressed()}, for those who have just read the clock. */
    void progressed(long nowNanos) {
        progressedAt = nowNanos;
    }

    /** When that was last. */
    long progressedAt() {
        return progressedAt;
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

    /** All that is left is to send what was written. */
    void closing() {
        timer.ensure(System.nanoTime() + idleNanos);
    }

    /** Everything is sent; the client may go on sending for {@code limit}. */
    void linger(Duration limit) {
        lingering = true;
        lingerUntil = System.nanoTime() + limit.toNanos();
        timer.ensure(lingerUntil);
    }

    private void check() {
        long now = System.nanoTime();
        if (!writer.hasBacklog()) {
            if (backlogged) {
                backlogged = false;
                progressedAt = now; // the last of it left at some time since the check before
            }
        } else if (writer.hasMoved() || !backlogged) {
            backlogged = true;
            stalledAt = now;
        }
        long deadline = deadline(now);
        if (deadline - now > 0) {
            timer.ensure(deadline);
        } else if (!connection.isOpen()) {
            connection.closeNow();
        } else {
            connection.exchanges().timedOut();
        }
    }

    private long deadline(long now) {
        if (lingering) {
            return lingerUntil;
        }
        if (backlogged) {
            // A client may send all of its body before it reads; bytes that nobody asked for do not count.
            boolean sends = connection.exchanges().awaitsBody() && progressedAt - stalledAt > 0;
            return (sends ? progressedAt : stalledAt) + idleNanos;
        }
        if (!connection.isOpen()) {
            return now;
        }
        if (connection.exchanges().awaitsClient()) {
            return (headPending ? headStartedAt : progressedAt) + idleNanos;
        }
        return now + idleNanos;
    }
}
