package io.underpass.emulator.node;

import io.underpass.emulator.journal.Continued;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request's way from the edge to a node. What the node did with it is filled in when the node reports it, moments
 * after the answer.
 *
 * <p>Threads: safe.
 */
final class Hop implements Continued {

    private final String id;
    private final String where;
    private volatile Report.@Nullable ExchangeSeen seen;

    Hop(String id, String where) {
        this.id = id;
        this.where = where;
    }

    /** How edge and node call it. */
    String id() {
        return id;
    }

    void reported(Report.ExchangeSeen exchange) {
        seen = exchange;
    }

    @Override
    public boolean isComplete() {
        return seen != null;
    }

    @Override
    public List<Step> steps() {
        Report.ExchangeSeen known = seen;
        return known == null
                ? List.of()
                : known.steps().stream()
                        .map(step -> new Step(step.step(), step.value(), step.atMicros()))
                        .toList();
    }

    @Override
    public String failedStep() {
        Report.ExchangeSeen known = seen;
        return known == null ? "" : known.failedStep();
    }

    @Override
    public String failureReason() {
        Report.ExchangeSeen known = seen;
        return known == null ? "" : known.failureReason();
    }

    /** The node's name and the address of its listener. */
    @Override
    public String toString() {
        return where;
    }
}
