package io.underpass.gateway.data;

import io.netty.channel.EventLoop;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The timeouts of running calls. Hardly any call meets its own, and most integrations have the same: the calls of one
 * event loop with the same timeout are strung together in the order in which they began, which is the order of their
 * deadlines, and only the first one's has a timer. A call is added and removed without a search, and no timer is touched.
 *
 * <p>Threads: safe; what concerns one call stays on its event loop.
 */
final class IntegrationDeadlines {

    private final Map<EventLoop, Loop> loops = new ConcurrentHashMap<>();

    /** One call that may run out of time; a link of the chain itself, so that a call needs no other object. */
    abstract static class Waiting {

        private @Nullable Chain chain;
        private @Nullable Waiting before;
        private @Nullable Waiting after;
        private long deadlineNanos;

        /** Time is up. */
        abstract void timedOut();

        /** Time does not matter any more. Without effect where it is up, or was stopped before. */
        final void stopTimer() {
            if (chain != null) {
                chain.remove(this);
            }
        }
    }

    /**
     * Lets {@code call}, of which no timer is running, time out after {@code timeout} unless that is stopped.
     *
     * @param begunNanos when it began, on the event loop's clock; not before the call that was added last
     */
    void add(Waiting call, EventLoop eventLoop, Duration timeout, long begunNanos) {
        Loop loop = loops.get(eventLoop);
        if (loop == null) {
            loop = loops.computeIfAbsent(eventLoop, Loop::new);
        }
        loop.chain(timeout.toNanos()).add(call, begunNanos);
    }

    /** The chains of one event loop, by their timeouts; one that has become empty is dropped with its timer. */
    private static final class Loop {

        private final EventLoop eventLoop;
        private final LongObjectMap<Chain> chains = new LongObjectHashMap<>(4);

        Loop(EventLoop eventLoop) {
            this.eventLoop = eventLoop;
        }

        Chain chain(long timeoutNanos) {
            Chain chain = chains.get(timeoutNanos);
            if (chain == null) {
                chain = new Chain(this, timeoutNanos);
                chains.put(timeoutNanos, chain);
            }
            return chain;
        }
    }

    /** The running calls with one timeout, the oldest first. */
    private static final class Chain {

        private final Loop loop;
        private final long timeoutNanos;
        private @Nullable Waiting first;
        private @Nullable Waiting last;
        private boolean timed;

        Chain(Loop loop, long timeoutNanos) {
            this.loop = loop;
            this.timeoutNanos = timeoutNanos;
        }

        void add(Waiting call, long begunNanos) {
            call.deadlineNanos = begunNanos + timeoutNanos;
            call.chain = this;
            call.before = last;
            if (last == null) {
                first = call;
            } else {
                last.after = call;
            }
            last = call;
            if (!timed) {
                timed = true;
                fireAfter(timeoutNanos);
            }
        }

        void remove(Waiting call) {
            if (call.before == null) {
                first = call.after;
            } else {
                call.before.after = call.after;
            }
            if (call.after == null) {
                last = call.before;
            } else {
                call.after.before = call.before;
            }
            call.chain = null;
            call.before = null;
            call.after = null;
        }

        /** Ends the calls whose time is up, and waits for the next one's. A call that ended early leaves the timer alone. */
        private void fire() {
            try {
                while (first != null && first.deadlineNanos - now() <= 0) {
                    Waiting late = first;
                    remove(late);
                    late.timedOut();
                }
            } finally {
                if (first == null) {
                    loop.chains.remove(timeoutNanos);
                } else {
                    fireAfter(first.deadlineNanos - now());
                }
            }
        }

        private void fireAfter(long delayNanos) {
            loop.eventLoop.schedule(this::fire, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
        }

        private long now() {
            return loop.eventLoop.ticker().nanoTime();
        }
    }
}
