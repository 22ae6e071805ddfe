package io.underpass.emulator.node;

import io.underpass.emulator.node.Report.TargetSeen;
import java.time.Duration;
import java.util.List;

/**
 * Tells the edge what the node has seen: soon where there is something to tell, else now and then. What cannot be told
 * waits, but for the steps of requests, which are of no use to another run of the edge.
 *
 * <p>Threads: confined to the worker.
 */
final class Reporter {

    private static final Duration TICK = Duration.ofMillis(200);
    private static final int EXCHANGES_AT_ONCE = 200;

    /** What the node is like now. */
    interface Node {

        /** A report of {@code exchanges} and {@code log} and of everything that is as it is. */
        Report report(List<TargetSeen> targets, List<Report.ExchangeSeen> exchanges, List<String> log);

        List<TargetSeen> targets();

        /** The edge has taken the last report. */
        void taken();
    }

    private final Node node;
    private final ControllerClient controller;
    private final SeenExchanges exchanges;
    private final NodeLog log;
    private final Later later;
    private List<TargetSeen> toldTargets = List.of();
    private long toldAtNanos = System.nanoTime() - NodeSettings.HEARTBEAT.toNanos();
    private boolean telling;
    private boolean again;
    private boolean stopped;
    private Runnable told = () -> {};

    /** Runs {@code task} on the worker after a while. */
    @FunctionalInterface
    interface Later {
        void run(Duration after, Runnable task);
    }

    Reporter(Node node, ControllerClient controller, SeenExchanges exchanges, NodeLog log, Later later) {
        this.node = node;
        this.controller = controller;
        this.exchanges = exchanges;
        this.log = log;
        this.later = later;
    }

    /** Looks whether there is something to tell, again and again. */
    void tick() {
        if (stopped) {
            return;
        }
        later.run(TICK, this::tick);
        List<TargetSeen> targets = node.targets();
        boolean due = System.nanoTime() - toldAtNanos >= NodeSettings.HEARTBEAT.toNanos();
        if (!telling && (due || exchanges.hasMore() || !targets.equals(toldTargets))) {
            tell(targets);
        }
    }

    /** There is something to tell that somebody waits for. */
    void now() {
        if (telling) {
            again = true;
        } else if (!stopped) {
            tell(node.targets());
        }
    }

    private void tell(List<TargetSeen> targets) {
        telling = true;
        again = false;
        toldAtNanos = System.nanoTime();
        toldTargets = targets;
        List<String> lines = log.take();
        Report report = node.report(targets, exchanges.take(EXCHANGES_AT_ONCE), lines);
        controller.call(NodeProtocol.REPORT, report, reply -> {
            telling = false;
            if (reply.status() == 200) {
                node.taken();
            } else {
                log.putBack(lines);
            }
            told.run();
            if (again) {
                now();
            }
        });
    }

    /**
     * Says that the node stops, once nothing is on its way any more: what was counted since would not be said. {@code done}
     * runs when the edge knows, or cannot be told. Again: says what was counted since.
     */
    void leave(Runnable done) {
        stopped = true;
        if (telling) {
            told = () -> sayGoodBye(done);
        } else {
            sayGoodBye(done);
        }
    }

    private void sayGoodBye(Runnable done) {
        Report last = node.report(node.targets(), exchanges.take(EXCHANGES_AT_ONCE), log.take());
        controller.call(NodeProtocol.LEAVE, last, reply -> {
            if (reply.status() == 200) {
                node.taken();
            }
            done.run();
        });
    }
}
