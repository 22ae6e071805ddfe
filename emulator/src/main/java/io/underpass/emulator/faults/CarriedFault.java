package io.underpass.emulator.faults;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A fault as another process is told of it.
 *
 * <p>Threads: immutable.
 *
 * @param origin which process has made it, so that no other's is taken for it
 * @param times how many requests it may hit there, those included that it has hit there already
 */
public record CarriedFault(
        String id,
        String origin,
        FaultPlace place,
        String name,
        Duration latency,
        Duration jitter,
        Optional<Integer> status,
        boolean resets,
        double percentage,
        Optional<Integer> times,
        boolean healthChecks) {

    static CarriedFault of(String id, String origin, Fault fault, OptionalInt times) {
        return new CarriedFault(
                id,
                origin,
                fault.place(),
                fault.name(),
                fault.latency(),
                fault.jitter(),
                boxed(fault.status()),
                fault.resets(),
                fault.percentage(),
                boxed(times),
                fault.healthChecks());
    }

    /** What it is counted by. */
    String key() {
        return key(origin, id);
    }

    static String key(String origin, String id) {
        return origin + '/' + id;
    }

    Fault fault() {
        return new Fault(
                place, name, latency, jitter, unboxed(status), resets, percentage, unboxed(times), healthChecks);
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }

    private static OptionalInt unboxed(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
