package io.underpass.testkit;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.UnderpassBuilder;
import io.underpass.emulator.faults.Fault;
import io.underpass.emulator.faults.StandingFault;
import io.underpass.emulator.journal.JournalEntry;
import io.underpass.emulator.journal.JournalFilter;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * An emulator and the fake targets around it.
 *
 * <p>Threads: safe, but for {@link #restore} and {@link #close}, during which nobody else may use it.
 */
final class TestBed implements AutoCloseable {

    private static final String NOTHING = "{\"underpassState\": 1}";
    private static final Duration HEALTH_LIMIT = Duration.ofMillis(500);

    /** Two health checks, as many as are usually needed, at the longest interval. */
    private static final Duration UNTIL_FOUND_ILL = Duration.ofMinutes(10);

    private final Map<String, FakeTarget> targets;
    private final Optional<TrustedTargets> trusted;
    private final Map<String, FaultProxy> proxies = new ConcurrentHashMap<>();
    private final Underpass underpass;
    private volatile long mark;
    private volatile long begunAtNanos;

    private TestBed(Map<String, FakeTarget> targets, Optional<TrustedTargets> trusted, Underpass underpass) {
        this.targets = targets;
        this.trusted = trusted;
        this.underpass = underpass;
    }

    /**
     * What there was at some moment.
     *
     * @param proxies what went wrong in each, by the name of the target behind it
     * @param healthKnown whether the health of all targets had been looked at
     */
    record Beginning(
            String state,
            Map<String, FakeTarget.Memory> targets,
            Map<String, List<ProxyFault>> proxies,
            List<Fault> faults,
            TimeOfWorld time,
            boolean healthKnown) {

        boolean anyFails() {
            return targets.values().stream().anyMatch(FakeTarget.Memory::fails);
        }
    }

    /** Starts what {@code recipe} says, its set-up left out. */
    static TestBed start(Recipe recipe) {
        Map<String, FakeTarget> targets = new LinkedHashMap<>();
        Optional<TrustedTargets> trusted = Optional.empty();
        try {
            recipe.targets().forEach(each -> targets.put(each.name(), each.start()));
            trusted = TrustedTargets.of(targets.values());
            UnderpassBuilder builder = Underpass.builder();
            trusted.ifPresent(file -> builder.tls(file.settings()));
            return new TestBed(
                    targets, trusted, recipe.settings().apply(builder).start());
        } catch (RuntimeException | Error e) {
            trusted.ifPresent(TrustedTargets::close);
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

    /** The proxy before the target {@code name}, which is made when it is first asked for. */
    FaultProxy proxy(String name) {
        return proxies.computeIfAbsent(name, absent -> FaultProxy.to(target(absent)));
    }

    Collection<FaultProxy> proxies() {
        return proxies.values();
    }

    Names names() {
        return new Names(aws(), targets(), proxies());
    }

    ControlCalls aws() {
        return new ControlCalls(underpass.endpoint(), underpass.region());
    }

    /** Everything as it is now, once the health of all targets was looked at. */
    Beginning base() {
        return base(HEALTH_LIMIT);
    }

    /** As {@link #base()}, waiting no longer than {@code limit} for that. */
    Beginning base(Duration limit) {
        boolean healthKnown = underpass.awaitHealth(limit);
        return new Beginning(
                underpass.export(),
                targets.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().remember())),
                proxies.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().faults())),
                underpass.faults().list().stream().map(StandingFault::fault).toList(),
                TimeOfWorld.of(underpass.clock()),
                healthKnown);
    }

    /** Makes everything as it was at {@code base}. */
    void restore(Beginning base) {
        boolean otherHealth = base.targets().entrySet().stream()
                .anyMatch(each -> target(each.getKey()).differs(each.getValue()));
        // What a proxy has held back may come to a target as long as that has not forgotten what was before.
        proxies.forEach((name, proxy) -> proxy.restore(base.proxies().getOrDefault(name, List.of())));
        base.targets().forEach((name, memory) -> target(name).restore(memory));
        if (otherHealth) {
            underpass.reset(NOTHING); // What is gone has no health that could outlast it.
        }
        putBack(base);
        if (otherHealth && base.anyFails()) {
            underpass.clock().advance(UNTIL_FOUND_ILL);
            base.time().putBack(underpass.clock());
        }
        if (base.healthKnown()) {
            underpass.awaitHealth(HEALTH_LIMIT);
        }
        base.faults().forEach(underpass.faults()::add);
    }

    /** A link or load balancer that was made in the future is not there yet: the time goes before the state. */
    private void putBack(Beginning base) {
        if (base.time().moved()) {
            base.time().putBack(underpass.clock());
            underpass.restore(base.state());
            underpass.forget();
        } else {
            underpass.reset(base.state());
        }
    }

    /** What happened until now does not belong to the test that begins. */
    void beginTest() {
        mark = underpass.journal().mark();
        begunAtNanos = System.nanoTime();
    }

    /** The exchanges since the test began, in the order in which they ended. */
    List<Exchange> exchanges() {
        Names names = names();
        return own().stream().map(entry -> Exchange.of(entry, names)).toList();
    }

    /** One that began before the test may end within it. */
    private List<JournalEntry> own() {
        return underpass.journal().since(mark).stream()
                .filter(entry -> entry.begunAtNanos() - begunAtNanos >= 0)
                .toList();
    }

    /** The same, once there are {@code count} of them or {@code limit} has passed. */
    List<Exchange> exchanges(int count, Duration limit) {
        await(count, limit);
        return exchanges();
    }

    /** Returns once there are {@code count} exchanges since the test began, or {@code limit} has passed. */
    void await(int count, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        int missing = count - own().size();
        while (missing > 0
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            int wanted = underpass.journal().since(mark).size() + missing;
            underpass.journal().await(mark, wanted, Duration.ofNanos(deadline - System.nanoTime()));
            missing = count - own().size();
        }
    }

    /** The exchange with that request id, within {@code limit}. */
    Optional<Exchange> exchange(String requestId, Duration limit) {
        return underpass
                .journal()
                .await(JournalFilter.ALL.withRequestId(requestId), limit)
                .map(entry -> Exchange.of(entry, names()));
    }

    @Override
    public void close() {
        try {
            proxies.values().forEach(FaultProxy::close);
            targets.values().forEach(FakeTarget::close); // Nobody waits for an answer any more that would never come.
        } finally {
            underpass.close();
            trusted.ifPresent(TrustedTargets::close);
        }
    }
}
