package io.underpass.emulator.faults;

import io.underpass.wire.FaultPoint;
import io.underpass.wire.InjectedFault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * What is to go wrong. Of several faults that hit a request at one place the delays add up; the first that ends it is
 * the last.
 *
 * <p>Threads: safe. A request that begins after {@link #add} has returned is subject to the fault.
 */
public final class Faults {

    private final Map<FaultPlace, FaultPoint> points;
    private final DoubleSupplier chance;
    private final List<ActiveFault> all = new ArrayList<>(); // Guarded by this.
    private long added; // Guarded by this.

    /** Faults at {@code points}, each of which is named; none yet. */
    public Faults(Map<FaultPlace, FaultPoint> points) {
        this(points, () -> ThreadLocalRandom.current().nextDouble());
    }

    Faults(Map<FaultPlace, FaultPoint> points, DoubleSupplier chance) {
        this.points = new EnumMap<>(points);
        this.chance = chance;
    }

    /**
     * Adds a fault.
     *
     * @return its id, to remove it by
     * @throws IllegalArgumentException if it does nothing, or its jitter is more than its latency
     */
    public synchronized String add(Fault fault) {
        fault.check();
        String id = "fault-" + ++added;
        all.add(new ActiveFault(id, fault, chance));
        publish(fault.place());
        return id;
    }

    /** All faults, in the order in which they were added. */
    public synchronized List<StandingFault> list() {
        return all.stream().map(ActiveFault::standing).toList();
    }

    /** The fault with this id. */
    public Optional<StandingFault> find(String id) {
        return list().stream().filter(fault -> fault.id().equals(id)).findFirst();
    }

    /** Removes a fault; false where there is none with this id. */
    public synchronized boolean remove(String id) {
        boolean removed = all.removeIf(fault -> fault.id().equals(id));
        publishAll();
        return removed;
    }

    /** Removes all faults; none that is added later has the id of one of them. */
    public synchronized void clear() {
        all.clear();
        publishAll();
    }

    private void publishAll() {
        points.keySet().forEach(this::publish);
    }

    private synchronized void publish(FaultPlace place) {
        List<ActiveFault> there = all.stream()
                .filter(fault -> fault.place() == place && !fault.isSpent())
                .toList();
        Optional.ofNullable(points.get(place)).ifPresent(point -> {
            if (there.isEmpty()) {
                point.quieten();
            } else {
                point.choose(names -> hit(place, there, names));
            }
        });
    }

    private Optional<InjectedFault> hit(FaultPlace place, List<ActiveFault> there, List<String> names) {
        Optional<InjectedFault> found = Optional.empty();
        boolean spent = false;
        for (ActiveFault fault : there) {
            Optional<InjectedFault> hit = fault.hit(names);
            found = found.isPresent() && hit.isPresent()
                    ? Optional.of(found.get().then(hit.get()))
                    : found.or(() -> hit);
            spent |= fault.isSpent();
            if (found.filter(InjectedFault::ends).isPresent()) {
                break;
            }
        }
        if (spent) {
            publish(place);
        }
        return found;
    }
}
