package io.underpass.alb.data;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a target is answering, so that it can be ended once the target's deregistration delay is over: a chain of answers
 * for each event loop.
 *
 * <p>Threads: safe, never waits; a chain is confined to its event loop.
 */
final class InFlight {

    private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

    private final Map<EventLoop, Chain> chains = new ConcurrentHashMap<>();

    /** The chain of {@code loop}. Looks before {@code computeIfAbsent}, which may lock. */
    Chain on(EventLoop loop) {
        Chain known = chains.get(loop);
        return known != null ? known : chains.computeIfAbsent(loop, absent -> new Chain());
    }

    /** Ends them all, each on its event loop. */
    void cutOff() {
        chains.forEach(InFlight::cutOff);
    }

    private static void cutOff(EventLoop loop, Chain chain) {
        if (loop.inEventLoop()) {
            chain.cutOff();
            return;
        }
        try {
            loop.execute(chain::cutOff);
        } catch (RejectedExecutionException e) {
            LOG.debug("An event loop has ended, and what it answered with it", e);
        }
    }

    /** Answers of one event loop, linked through the answers themselves: to come and go costs no object. */
    static final class Chain {

        private @Nullable TargetResponse first;

        void add(TargetResponse response) {
            response.next = first;
            if (first != null) {
                first.previous = response;
            }
            first = response;
        }

        /** Takes out {@code response}, which is in this chain. */
        void remove(TargetResponse response) {
            if (response.previous == null) {
                first = response.next;
            } else {
                response.previous.next = response.next;
            }
            if (response.next != null) {
                response.next.previous = response.previous;
            }
            response.previous = null;
            response.next = null;
        }

        /** One that fails must not keep the others. */
        private static void cutOff(TargetResponse response) {
            try {
                response.cutOff();
            } catch (RuntimeException e) {
                LOG.error("An answer could not be cut off", e);
            }
        }

        private void cutOff() {
            List<TargetResponse> running = new ArrayList<>();
            for (TargetResponse response = first; response != null; response = response.next) {
                running.add(response);
            }
            running.forEach(Chain::cutOff);
        }
    }
}
