package io.underpass.alb.data;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The connections that network load balancers have open to targets, so that they can be ended. Requests through links
 * count as connections, so that beginning and ending one has to be cheap: a target keeps its place between two of them,
 * until {@link #sweep}.
 *
 * <p>Threads: safe, never waits.
 */
final class OpenFlows {

    private final Map<TargetKey, Open> open = new ConcurrentHashMap<>();

    /** Those to one target. */
    private static final class Open {

        private final Set<OpenFlow> all = ConcurrentHashMap.newKeySet();
        private volatile boolean gone;
    }

    /** One of them, and what is called when it is over. */
    private static final class OpenFlow implements Runnable {

        private final Open among;
        private final Runnable cut;
        private final int spread = ThreadLocalRandom.current().nextInt(); // Cheaper than an identity's.

        OpenFlow(Open among, Runnable cut) {
            this.among = among;
            this.cut = cut;
        }

        @Override
        public void run() {
            among.all.remove(this);
        }

        @Override
        public int hashCode() {
            return spread;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }

    /**
     * A connection to {@code target} has begun.
     *
     * @param cut ends it, on any thread, once or more than once
     * @return to be called once it is over
     */
    Runnable begins(TargetKey target, Runnable cut) {
        while (true) {
            Open known = open.get(target);
            Open among = known != null ? known : open.computeIfAbsent(target, key -> new Open());
            OpenFlow flow = new OpenFlow(among, cut);
            among.all.add(flow);
            if (!among.gone) {
                return flow;
            }
            flow.run(); // It is being swept away: the next one to be there is found by everybody.
            Thread.onSpinWait();
        }
    }

    /** Ends those to {@code target}. */
    void cut(TargetKey target) {
        Open among = open.get(target);
        if (among != null) {
            among.all.forEach(flow -> flow.cut.run());
        }
    }

    /** Forgets the targets that have none. */
    void sweep() {
        open.forEach((target, among) -> {
            if (among.all.isEmpty()) {
                among.gone = true;
                if (among.all.isEmpty()) {
                    open.remove(target, among);
                } else {
                    among.gone = false; // Somebody was faster.
                }
            }
        });
    }

    /** Of how many targets something is known. */
    int targets() {
        return open.size();
    }
}
