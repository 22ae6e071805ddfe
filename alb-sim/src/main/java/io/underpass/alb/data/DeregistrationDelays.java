package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ends what deregistered targets are still answering when their group's deregistration delay is over; the client gets
 * 502 (AWS: "Deregistration delay"). A target that vanishes without draining, its delay being zero, is cut off at once.
 *
 * <p>Threads: the public methods are safe and never block; the work runs on the timer's thread.
 */
public final class DeregistrationDelays implements AutoCloseable {

    private final LoadBalancerFleet fleet;
    private final Timer timer;
    private final InstantSource clock;
    private final InstantSource leading;
    private final Duration tolerance;
    private final Map<Key, Timer.Cancellable> pending = new HashMap<>(); // The timer's thread only.
    private AlbSnapshot followed = AlbSnapshot.EMPTY; // The timer's thread only.
    private volatile AlbSnapshot latest = AlbSnapshot.EMPTY;
    private volatile boolean closed;

    private record Key(String targetGroupArn, String target) {}

    /** Cuts nothing off until it is told to {@link #follow}. */
    public DeregistrationDelays(LoadBalancerFleet fleet, Timer timer, InstantSource clock) {
        this(fleet, timer, clock, clock, Duration.ZERO);
    }

    /**
     * As {@link #DeregistrationDelays(LoadBalancerFleet, Timer, InstantSource)}, where targets are deregistered by another
     * clock, which this one follows and may be behind, or ahead of where it was set back.
     *
     * @param leading what the other clock shows, as far as is known here
     * @param tolerance by how much that may be wrong
     */
    public DeregistrationDelays(
            LoadBalancerFleet fleet, Timer timer, InstantSource clock, InstantSource leading, Duration tolerance) {
        this.fleet = fleet;
        this.timer = timer;
        this.clock = clock;
        this.leading = leading;
        this.tolerance = tolerance;
    }

    /** Takes over a newly published snapshot; to be called after every publication. */
    public void follow(AlbSnapshot snapshot) {
        latest = snapshot;
        timer.schedule(Duration.ZERO, this::adopt);
    }

    /** Forgets all delays that have not passed. */
    @Override
    public void close() {
        closed = true;
        timer.schedule(Duration.ZERO, () -> {
            pending.values().forEach(Timer.Cancellable::cancel);
            pending.clear();
        });
    }

    private void adopt() {
        if (closed) {
            return;
        }
        AlbSnapshot before = followed;
        followed = latest;
        for (CompiledTargetGroup group : followed.targetGroups().values()) {
            Optional<CompiledTargetGroup> earlier = before.targetGroup(group.arn());
            if (earlier.isEmpty() || earlier.get() != group) {
                adopt(group, earlier);
            }
        }
    }

    private void adopt(CompiledTargetGroup group, Optional<CompiledTargetGroup> earlier) {
        Map<String, CompiledTarget> now = new HashMap<>();
        for (CompiledTarget target : group.targets()) {
            now.put(target.key(), target);
            Optional.ofNullable(pending.remove(new Key(group.arn(), target.key())))
                    .ifPresent(Timer.Cancellable::cancel);
            target.deregisteredAt().ifPresent(at -> schedule(group, target, at));
        }
        earlier.map(CompiledTargetGroup::targets).stream()
                .flatMap(List::stream)
                .filter(target -> target.registered() && !now.containsKey(target.key()))
                .forEach(target -> fleet.cutOff(group.arn(), target.key()));
    }

    private void schedule(CompiledTargetGroup group, CompiledTarget target, Instant deregisteredAt) {
        Instant here = clock.instant();
        Instant there = leading.instant();
        Instant now = here.isBefore(there) ? here : there; // What waits goes on waiting as long while time is put back.
        Duration left =
                there.plus(tolerance).isBefore(deregisteredAt) // Somebody has put time back: it has left long ago.
                        ? Duration.ZERO
                        : Duration.between(now, deregisteredAt.plus(group.deregistrationDelay()));
        Key key = new Key(group.arn(), target.key());
        pending.put(key, timer.schedule(left.isNegative() ? Duration.ZERO : left, () -> {
            pending.remove(key);
            fleet.cutOff(key.targetGroupArn(), key.target());
        }));
    }
}
