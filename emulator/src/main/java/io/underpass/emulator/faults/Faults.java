package io.underpass.emulator.faults;

import io.underpass.wire.FaultPoint;
import io.underpass.wire.InjectedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * What is to go wrong. Of several faults that hit a request at one place the delays add up; the first that ends it is
 * the last. Load balancers that run on nodes are hit there: a fault that may hit several of them only so many times may
 * hit a few more, since each node counts for itself and tells what it has counted within a second.
 *
 * <p>Threads: safe. A request that begins after {@link #add} has returned is subject to the fault; {@link #add}, {@link
 * #remove}, {@link #clear} and {@link #awaitEverywhere} wait for nodes that are there, three seconds at most, and must not be called from an event loop.
 */
public final class Faults {

    /** How long nodes are waited for. */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    /**
     * A fault that was added here.
     *
     * @param everywhere completes once nodes know of it; perhaps never
     */
    public record Added(String id, CompletionStage<?> everywhere) {}

    private final FaultSites sites;
    private final DoubleSupplier chance;

    /** Ids begin anew with each process, which those elsewhere may outlive. */
    private final String origin = Long.toHexString(ThreadLocalRandom.current().nextLong());

    private final List<ActiveFault> all = new ArrayList<>(); // Guarded by this.
    private long added; // Guarded by this.
    private volatile Elsewhere elsewhere = Elsewhere.NOWHERE;

    /** Faults at {@code sites}; none yet. */
    public Faults(FaultSites sites) {
        this(sites, () -> ThreadLocalRandom.current().nextDouble());
    }

    Faults(FaultSites sites, DoubleSupplier chance) {
        this.sites = sites;
        this.chance = chance;
    }

    /** Has the same go wrong elsewhere as well. */
    public void alsoAt(Elsewhere others) {
        elsewhere = others;
    }

    /**
     * Adds a fault.
     *
     * @return its id, to remove it by
     * @throws IllegalArgumentException if it does nothing, or its jitter is more than its latency
     */
    public String add(Fault fault) {
        String id = begin(fault);
        await(elsewhere.changed());
        return id;
    }

    /**
     * As {@link #add}, without waiting.
     *
     * @return its id, and when all nodes that are there know of it
     */
    public Added addLater(Fault fault) {
        String id = begin(fault);
        return new Added(id, elsewhere.changed());
    }

    private synchronized String begin(Fault fault) {
        fault.check();
        String id = "fault-" + ++added;
        all.add(new ActiveFault(id, origin, fault, chance));
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
    public boolean remove(String id) {
        boolean removed = end(id);
        await(elsewhere.changed());
        return removed;
    }

    /** As {@link #remove}, without waiting. */
    public CompletionStage<Boolean> removeLater(String id) {
        boolean removed = end(id);
        return elsewhere.changed().thenApply(told -> removed);
    }

    private synchronized boolean end(String id) {
        boolean removed = all.removeIf(fault -> fault.id().equals(id));
        publishAll();
        return removed;
    }

    /** Removes all faults; none that is added later has the id of one of them. */
    public void clear() {
        await(clearLater());
    }

    /** As {@link #clear}, without waiting. */
    public CompletionStage<?> clearLater() {
        synchronized (this) {
            all.clear();
            publishAll();
        }
        return elsewhere.changed();
    }

    /** Waits until nodes that are there know what is to go wrong, no longer than {@link #PATIENCE}. */
    public void awaitEverywhere() {
        await(everywhere());
    }

    /** Completes once nodes that are there know what is to go wrong; perhaps never. */
    public CompletionStage<?> everywhere() {
        return elsewhere.changed();
    }

    private static void await(CompletionStage<?> told) {
        try {
            told.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // A node that does not answer learns of it when it does.
        }
    }

    /** What is to go wrong in the process called {@code where}. */
    public synchronized List<CarriedFault> carriedTo(String where) {
        return all.stream()
                .filter(fault -> fault.place() != FaultPlace.LINK && !fault.isSpent())
                .map(fault -> fault.carriedTo(where))
                .toList();
    }

    /** What another process has said is to go wrong, in the place of all that was. */
    public synchronized void take(List<CarriedFault> carried) {
        Map<String, ActiveFault> before = new HashMap<>();
        all.forEach(fault -> before.put(fault.key(), fault));
        all.clear();
        for (CarriedFault fault : carried) {
            ActiveFault known = before.get(fault.key());
            all.add(
                    known == null
                            ? new ActiveFault(fault.id(), fault.origin(), fault.fault(), chance)
                            : known.as(fault.fault()));
        }
        publishAll();
    }

    /** How often each fault has hit in this process, by its {@link CarriedFault#key}; without those that have not. */
    public synchronized Map<String, Integer> hitsHere() {
        Map<String, Integer> hits = new HashMap<>();
        all.stream().filter(fault -> fault.hitsHere() > 0).forEach(fault -> hits.put(fault.key(), fault.hitsHere()));
        return Map.copyOf(hits);
    }

    /** The process called {@code where} says how often faults have hit there since it began, by their keys. */
    public void reported(String where, Map<String, Integer> hits) {
        boolean spent = false;
        synchronized (this) {
            for (ActiveFault fault : all) {
                Integer there = hits.get(fault.key());
                boolean before = fault.isSpent();
                if (there != null) {
                    fault.reported(where, there);
                    spent |= !before && fault.isSpent();
                }
            }
            if (spent) {
                publishAll();
            }
        }
        if (spent) {
            elsewhere.changed();
        }
    }

    /** The process called {@code where} has ended, and reports no more. */
    public synchronized void gone(String where) {
        all.forEach(fault -> fault.gone(where));
    }

    private void publishAll() {
        for (FaultPlace place : FaultPlace.values()) {
            publish(place);
        }
    }

    private synchronized void publish(FaultPlace place) {
        List<ActiveFault> there = all.stream()
                .filter(fault -> fault.place() == place && !fault.isSpent())
                .toList();
        choose(sites.at(place), there, ActiveFault::hit);
        if (place == FaultPlace.TARGET) {
            choose(
                    sites.others().checks(),
                    there.stream().filter(ActiveFault::hitsChecks).toList(),
                    ActiveFault::hitCheck);
        }
    }

    private void choose(
            FaultPoint point,
            List<ActiveFault> there,
            BiFunction<ActiveFault, List<String>, Optional<InjectedFault>> hits) {
        if (there.isEmpty()) {
            point.quieten();
        } else {
            point.choose(names -> hit(there, fault -> hits.apply(fault, names)));
        }
    }

    private Optional<InjectedFault> hit(List<ActiveFault> there, Function<ActiveFault, Optional<InjectedFault>> hits) {
        Optional<InjectedFault> found = Optional.empty();
        boolean spent = false;
        for (ActiveFault fault : there) {
            Optional<InjectedFault> hit = hits.apply(fault);
            found = found.isPresent() && hit.isPresent()
                    ? Optional.of(found.get().then(hit.get()))
                    : found.or(() -> hit);
            spent |= fault.isSpent();
            if (found.filter(InjectedFault::ends).isPresent()) {
                break;
            }
        }
        if (spent) {
            spent();
        }
        return found;
    }

    /** A fault has hit as often as it may; what is there no more costs nothing any more, and nodes need not be waited for. */
    private void spent() {
        synchronized (this) {
            publishAll();
        }
        elsewhere.changed();
    }
}
