package io.underpass.alb.data;

import io.netty.channel.EventLoop;
import io.underpass.alb.TargetStates;
import io.underpass.alb.Targets;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checks the registered targets of all groups that a rule names. What it knows outlives publications and is dropped with
 * the target or the group's last rule.
 *
 * <p>Threads: the public methods are safe and never block; the checks run on the timer's thread.
 */
public final class HealthChecker implements TargetStates, HealthStates, AutoCloseable {

    private final Targets targets;
    private final EventLoop eventLoop;
    private final Timer timer;
    private final Map<Key, TargetReport> reports = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private final Map<Key, TargetChecks> checks = new HashMap<>(); // The timer's thread only.
    private volatile AlbSnapshot latest = AlbSnapshot.EMPTY;
    private volatile boolean closed;

    private record Key(String targetGroupArn, String target) {}

    /**
     * Checks nothing until it is told to {@link #follow}.
     *
     * @param targets how targets are reached
     * @param eventLoop where checks and their answers run
     * @param timer runs its tasks on {@code eventLoop}, an {@link EventLoopTimer} for instance
     */
    public HealthChecker(Targets targets, EventLoop eventLoop, Timer timer) {
        this.targets = targets;
        this.eventLoop = eventLoop;
        this.timer = timer;
    }

    /** Takes over a newly published snapshot; to be called after every publication. */
    public void follow(AlbSnapshot snapshot) {
        latest = snapshot;
        timer.schedule(Duration.ZERO, this::adopt);
    }

    /** Ends all checks; those under way are given up. */
    @Override
    public void close() {
        closed = true;
        timer.schedule(Duration.ZERO, this::adopt);
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public TargetStatus status(CompiledTargetGroup group, CompiledTarget target) {
        return status(group.arn(), target.key(), group.healthCheck().enabled());
    }

    @Override
    public List<TargetAddress> addresses(CompiledTargetGroup group, CompiledTarget target) {
        TargetReport report = reports.get(new Key(group.arn(), target.key()));
        return report == null ? HealthStates.super.addresses(group, target) : report.addresses();
    }

    @Override
    public TargetHealth health(TargetGroup group, TargetDescription target) {
        Optional<CompiledTargetGroup> inUse = latest.targetGroup(group.targetGroupArn());
        if (inUse.isEmpty()) {
            return TargetStatus.NOT_IN_USE.health();
        }
        boolean zoneOff = inUse.get().targets().stream()
                .anyMatch(known -> known.key().equals(target.key())
                        && known.standing() == CompiledTarget.Standing.ZONE_NOT_ENABLED);
        return zoneOff
                ? TargetStatus.ZONE_NOT_ENABLED.health()
                : status(
                                group.targetGroupArn(),
                                target.key(),
                                group.healthCheck().enabled())
                        .health();
    }

    private TargetStatus status(String groupArn, String target, boolean checked) {
        if (!checked) {
            return TargetStatus.UNCHECKED;
        }
        TargetReport report = reports.get(new Key(groupArn, target));
        return report == null ? TargetStatus.REGISTERING : report.status();
    }

    /** Makes the checks those that the newest snapshot asks for. */
    private void adopt() {
        Set<Key> wanted = new HashSet<>();
        if (!closed) {
            for (CompiledTargetGroup group : latest.targetGroups().values()) {
                if (group.healthCheck().enabled()) {
                    adopt(group, wanted);
                }
            }
        }
        for (Key key : Set.copyOf(checks.keySet())) {
            if (!wanted.contains(key)) {
                Optional.ofNullable(checks.remove(key)).ifPresent(TargetChecks::stop);
                reports.remove(key);
                version.incrementAndGet();
            }
        }
    }

    private void adopt(CompiledTargetGroup group, Set<Key> wanted) {
        for (CompiledTarget target : group.targets()) {
            if (target.registered()) {
                Key key = new Key(group.arn(), target.key());
                wanted.add(key);
                Optional<TargetChecks> known = Optional.ofNullable(checks.get(key));
                known.ifPresentOrElse(check -> check.follow(group.healthCheck()), () -> start(key, group, target));
            }
        }
    }

    private void start(Key key, CompiledTargetGroup group, CompiledTarget target) {
        TargetChecks check = new TargetChecks(target, group, targets, eventLoop, timer, report -> changed(key, report));
        checks.put(key, check);
        check.start();
    }

    private void changed(Key key, TargetReport report) {
        if (!report.equals(reports.put(key, report))) {
            version.incrementAndGet();
        }
    }
}
