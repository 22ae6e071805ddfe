package io.underpass.emulator.faults;

import io.underpass.wire.InjectedFault;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * A fault, and how often it has hit, here and elsewhere.
 *
 * <p>Threads: safe; told of other processes by one thread at a time.
 */
final class ActiveFault {

    /** All processes that are gone for good; those that are there have names. */
    private static final String GONE = "";

    /** More than there are nodes; of those that were taken off the list nobody says whether they have ended. */
    private static final int MOST_PROCESSES = 100;

    private final String id;
    private final String origin;
    private final Fault fault;
    private final DoubleSupplier chance;
    private final AtomicInteger hitsHere;
    private volatile Map<String, Integer> hitsElsewhere = Map.of();

    /** One of the process {@code origin} that has not hit yet; {@code chance} gives numbers from 0 to 1, 1 itself excluded. */
    ActiveFault(String id, String origin, Fault fault, DoubleSupplier chance) {
        this(id, origin, fault, chance, new AtomicInteger());
    }

    private ActiveFault(String id, String origin, Fault fault, DoubleSupplier chance, AtomicInteger hitsHere) {
        this.id = id;
        this.origin = origin;
        this.fault = fault;
        this.chance = chance;
        this.hitsHere = hitsHere;
    }

    /** The same fault as it is known now; what it has hit here counts on. */
    ActiveFault as(Fault now) {
        return new ActiveFault(id, origin, now, chance, hitsHere);
    }

    String id() {
        return id;
    }

    String key() {
        return CarriedFault.key(origin, id);
    }

    FaultPlace place() {
        return fault.place();
    }

    boolean hitsChecks() {
        return fault.place() == FaultPlace.TARGET && fault.healthChecks();
    }

    StandingFault standing() {
        return new StandingFault(id, fault, hits(), isSpent());
    }

    boolean isSpent() {
        return fault.times().isPresent() && hits() >= fault.times().getAsInt();
    }

    /** How often it has hit here. */
    int hitsHere() {
        return hitsHere.get();
    }

    /** It has hit so often by now in the process called {@code where}. */
    void reported(String where, int hits) {
        Map<String, Integer> next = new LinkedHashMap<>(hitsElsewhere);
        next.merge(where, hits, Math::max);
        hitsElsewhere = Collections.unmodifiableMap(next);
        if (next.size() > MOST_PROCESSES) {
            next.keySet().stream()
                    .filter(name -> !name.equals(GONE))
                    .findFirst()
                    .ifPresent(this::gone);
        }
    }

    /** The process called {@code where} has ended, and what it has hit counts with that of others that have. */
    void gone(String where) {
        Map<String, Integer> next = new LinkedHashMap<>(hitsElsewhere);
        Integer there = next.remove(where);
        if (there != null) {
            next.merge(GONE, there, Integer::sum);
            hitsElsewhere = Collections.unmodifiableMap(next);
        }
    }

    /** As the process called {@code where} is told of it: it may hit there what it has not hit in others. */
    CarriedFault carriedTo(String where) {
        int there = hitsElsewhere.getOrDefault(where, 0);
        OptionalInt times = fault.times().isPresent()
                ? OptionalInt.of(Math.max(1, fault.times().getAsInt() - hits() + there))
                : OptionalInt.empty();
        return CarriedFault.of(id, origin, fault, times);
    }

    /** What it does to a request to what is called {@code names}, if it hits it. */
    Optional<InjectedFault> hit(List<String> names) {
        return befalls(names) && count() ? Optional.of(injected()) : Optional.empty();
    }

    /** What it does to a health check, which is not counted. */
    Optional<InjectedFault> hitCheck(List<String> names) {
        return !isSpent() && befalls(names) ? Optional.of(injected()) : Optional.empty();
    }

    private boolean befalls(List<String> names) {
        boolean meant = fault.name().equals(Fault.ANY) || names.contains(fault.name());
        return meant && (fault.percentage() >= 100 || chance.getAsDouble() * 100 < fault.percentage());
    }

    private InjectedFault injected() {
        return new InjectedFault("the fault " + id, delay(), fault.status(), fault.resets());
    }

    /** Whether one more request may be hit. */
    private boolean count() {
        if (fault.times().isEmpty()) {
            hitsHere.incrementAndGet();
            return true;
        }
        int most = fault.times().getAsInt() - elsewhere();
        return hitsHere.getAndUpdate(before -> before < most ? before + 1 : before) < most;
    }

    private int hits() {
        return hitsHere.get() + elsewhere();
    }

    private int elsewhere() {
        return hitsElsewhere.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Duration delay() {
        if (fault.jitter().isZero()) {
            return fault.latency();
        }
        long nanos = Math.round(fault.jitter().toNanos() * (2 * chance.getAsDouble() - 1));
        return fault.latency().plusNanos(nanos);
    }
}
