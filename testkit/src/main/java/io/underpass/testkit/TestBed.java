package io.underpass.testkit;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.journal.JournalFilter;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An emulator and the fake targets around it.
 *
 * <p>Threads: safe, but for {@link #restore} and {@link #close}, during which nobody else may use it.
 */
final class TestBed implements AutoCloseable {

    private final Map<String, FakeTarget> targets;
    private final Underpass underpass;
    private volatile long mark;

    private TestBed(Map<String, FakeTarget> targets, Underpass underpass) {
        this.targets = targets;
        this.underpass = underpass;
    }

    /** What there was at some moment. */
    record Base(String state, Map<String, TargetScript> scripts) {}

    /** Starts what {@code recipe} says, its set-up left out. */
    static TestBed start(Recipe recipe) {
        Map<String, FakeTarget> targets = new LinkedHashMap<>();
        try {
            recipe.targets().forEach(name -> targets.put(name, FakeTarget.start(name)));
            return new TestBed(
                    targets, recipe.settings().apply(Underpass.builder()).start());
        } catch (RuntimeException | Error e) {
            targets.values().forEach(FakeTarget::close);
            throw e;
        }
    }

    Underpass underpass() {
        return underpass;
    }

    Collection<FakeTarget> targets() {
        return targets.values();
    }

    FakeTarget target(String name) {
        FakeTarget target = targets.get(name);
        if (target == null) {
            throw new IllegalArgumentException("there is no target '" + name + "'; there are: " + targets.keySet());
        }
        return target;
    }

    ControlCalls aws() {
        return new ControlCalls(underpass.endpoint(), underpass.region());
    }

    Base base() {
        return new Base(
                underpass.export(),
                targets.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().script())));
    }

    /** Makes everything as it was at {@code base}. */
    void restore(Base base) {
        boolean healthSuffered = targets.values().stream().anyMatch(FakeTarget::hasFailed);
        base.scripts().forEach((name, script) -> target(name).restore(script));
        if (healthSuffered) {
            underpass.reset(); // What is gone has no health that could outlast it.
        }
        underpass.reset(base.state());
    }

    /** What happened until now does not belong to the test that begins. */
    void beginTest() {
        mark = underpass.journal().mark();
    }

    /** The exchanges since the test began, in the order in which they ended. */
    List<Exchange> exchanges() {
        Names names = new Names(aws(), targets());
        return underpass.journal().since(mark).stream()
                .map(entry -> Exchange.of(entry, names))
                .toList();
    }

    /** The same, once there are {@code count} of them or {@code limit} has passed. */
    List<Exchange> exchanges(int count, Duration limit) {
        underpass.journal().await(mark, count, limit);
        return exchanges();
    }

    /** The exchange with that request id, within {@code limit}. */
    Optional<Exchange> exchange(String requestId, Duration limit) {
        return underpass
                .journal()
                .await(JournalFilter.ALL.withRequestId(requestId), limit)
                .map(entry -> Exchange.of(entry, new Names(aws(), targets())));
    }

    @Override
    public void close() {
        try {
            underpass.close();
        } finally {
            targets.values().forEach(FakeTarget::close);
        }
    }
}
