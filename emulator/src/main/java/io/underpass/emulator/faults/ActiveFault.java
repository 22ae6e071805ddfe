package io.underpass.emulator.faults;

import io.underpass.wire.InjectedFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * A fault, and how often it has hit.
 *
 * <p>Threads: safe.
 */
final class ActiveFault {

    private final String id;
    private final Fault fault;
    private final DoubleSupplier chance;
    private final AtomicInteger hits = new AtomicInteger();

    /** One that has not hit yet; {@code chance} gives numbers from 0 to 1, 1 itself excluded. */
    ActiveFault(String id, Fault fault, DoubleSupplier chance) {
        this.id = id;
        this.fault = fault;
        this.chance = chance;
    }

    String id() {
        return id;
    }

    FaultPlace place() {
        return fault.place();
    }

    StandingFault standing() {
        return new StandingFault(id, fault, hits.get(), isSpent());
    }

    boolean isSpent() {
        return fault.times().isPresent() && hits.get() >= fault.times().getAsInt();
    }

    /** What it does to a request to what is called {@code names}, if it hits it. */
    Optional<InjectedFault> hit(List<String> names) {
        boolean meant = fault.name().equals(Fault.ANY) || names.contains(fault.name());
        if (!meant || fault.percentage() < 100 && chance.getAsDouble() * 100 >= fault.percentage() || !count()) {
            return Optional.empty();
        }
        return Optional.of(new InjectedFault("the fault " + id, delay(), fault.status(), fault.resets()));
    }

    /** Whether one more request may be hit. */
    private boolean count() {
        if (fault.times().isEmpty()) {
            hits.incrementAndGet();
            return true;
        }
        int most = fault.times().getAsInt();
        return hits.getAndUpdate(before -> Math.min(most, before + 1)) < most;
    }

    private Duration delay() {
        if (fault.jitter().isZero()) {
            return fault.latency();
        }
        long nanos = Math.round(fault.jitter().toNanos() * (2 * chance.getAsDouble() - 1));
        return fault.latency().plusNanos(nanos);
    }
}
