package io.underpass.alb.data;

import io.netty.channel.EventLoop;
import io.underpass.alb.LambdaTargets;
import io.underpass.alb.LoadBalancerLogs;
import io.underpass.alb.TargetStates;
import io.underpass.alb.Targets;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the registered targets of all groups that a rule names. What it knows outlives publications and is dropped with
 * the target or the group's last rule.
 *
 * <p>Threads: the public methods are safe and never block; the checks run on the timer's thread.
 */
public final class HealthChecker implements TargetStates, HealthStates, AutoCloseable {

    private final Targets targets;
    private final LambdaTargets functions;
    private final EventLoop eventLoop;
    private final Timer timer;
    private final HealthCheckLog log;
    private final Anomalies anomalies = new Anomalies();
    private final SlowStarts slowStarts;
    private final UnhealthyDraining draining;
    private final AtomicBoolean comparing = new AtomicBoolean();
    private final Map<TargetKey, TargetReport> reports = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private final Map<TargetKey, TargetChecks> checks = new HashMap<>(); // The timer's thread only.
    private final Set<TargetKey> first =
            new HashSet<>(); // The timer's thread only: those that nobody was there before.
    private volatile BiConsumer<String, String> failed = (group, target) -> {};
    private volatile AlbSnapshot latest = AlbSnapshot.EMPTY;
    private volatile boolean closed;
    private volatile FaultPoints faults = new FaultPoints();

    /** A checker of a load balancer that knows no Lambda function. */
    public HealthChecker(Targets targets, EventLoop eventLoop, Timer timer) {
        this(targets, LambdaTargets.NONE, eventLoop, timer);
    }

    /** A checker whose results nobody logs. */
    public HealthChecker(Targets targets, LambdaTargets functions, EventLoop eventLoop, Timer timer) {
        this(targets, functions, eventLoop, timer, LoadBalancerLogs.NONE, InstantSource.system());
    }

    /**
     * Checks nothing until it is told to {@link #follow}.
     *
     * @param targets how targets are reached
     * @param functions how functions are called
     * @param eventLoop where checks and their answers run
     * @param timer runs its tasks on {@code eventLoop}, an {@link EventLoopTimer} for instance
     * @param logs takes the lines of those load balancers that keep a health check log
     * @param clock says when a check was made
     */
    public HealthChecker(
            Targets targets,
            LambdaTargets functions,
            EventLoop eventLoop,
            Timer timer,
            LoadBalancerLogs logs,
            InstantSource clock) {
        this.log = new HealthCheckLog(logs, clock, () -> latest);
        this.targets = targets;
        this.functions = functions;
        this.eventLoop = eventLoop;
        this.timer = timer;
        this.slowStarts = new SlowStarts(timer, version::incrementAndGet);
        this.draining = new UnhealthyDraining(timer);
    }

    /** Names who is told of each target that was healthy and is not any more, by its group's ARN and its key there. */
    public void whenFailed(BiConsumer<String, String> follower) {
        failed = follower;
    }

    /** Names where something can be made to go wrong with checks; to be called before the first {@link #follow}. */
    public void hitAt(FaultPoints points) {
        faults = points;
    }

    /** Takes over a newly published snapshot; to be called after every publication. */
    public void follow(AlbSnapshot snapshot) {
        latest = snapshot;
        timer.schedule(Duration.ZERO, this::adopt);
    }

    /** Forgets how targets have answered requests, and ends slow starts. What checks have found stays. */
    public void forget() {
        timer.schedule(Duration.ZERO, () -> {
            slowStarts.all().forEach(slowStarts::end);
            anomalies.keepOnly(Set.of());
            version.incrementAndGet();
        });
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
        TargetReport report = reports.get(TargetKey.of(group, target));
        return report == null ? HealthStates.super.addresses(group, target) : report.addresses();
    }

    @Override
    public int share(CompiledTargetGroup group, CompiledTarget target) {
        TargetKey key = TargetKey.of(group, target);
        return Math.min(slowStarts.share(key), anomalies.share(key));
    }

    @Override
    public Optional<AnswerTally> answers(CompiledTargetGroup group, CompiledTarget target) {
        AnswerTally tally = anomalies.answers(TargetKey.of(group, target));
        beComparing();
        return Optional.of(tally);
    }

    private void beComparing() {
        if (comparing.compareAndSet(false, true)) {
            timer.schedule(Anomalies.PERIOD, this::compare);
        }
    }

    @Override
    public AnomalyDetection anomaly(TargetGroup group, TargetDescription target) {
        return anomalies.of(new TargetKey(group.targetGroupArn(), target.key()));
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
        if (zoneOff) {
            return TargetStatus.ZONE_NOT_ENABLED.health();
        }
        TargetStatus known =
                status(group.targetGroupArn(), target.key(), group.healthCheck().enabled());
        return draining.shown(new TargetKey(group.targetGroupArn(), target.key()), known.health());
    }

    private TargetStatus status(String groupArn, String target, boolean checked) {
        if (!checked) {
            return TargetStatus.UNCHECKED;
        }
        TargetReport report = reports.get(new TargetKey(groupArn, target));
        return report == null ? TargetStatus.REGISTERING : report.status();
    }

    /** Makes the checks those that the newest snapshot asks for. */
    private void adopt() {
        Set<TargetKey> wanted = new HashSet<>();
        if (!closed) {
            for (CompiledTargetGroup group : latest.targetGroups().values()) {
                if (group.healthCheck().enabled()) {
                    adopt(group, wanted);
                }
            }
        }
        for (TargetKey key : Set.copyOf(checks.keySet())) {
            if (!wanted.contains(key)) {
                Optional.ofNullable(checks.remove(key)).ifPresent(TargetChecks::stop);
                reports.remove(key);
                forget(key);
                version.incrementAndGet();
            }
        }
    }

    private void adopt(CompiledTargetGroup group, Set<TargetKey> wanted) {
        if (group.balancing().slowStart().isZero()) {
            slowStarts.all().stream()
                    .filter(key -> key.targetGroupArn().equals(group.arn()))
                    .forEach(slowStarts::end);
        }
        boolean nobodyYet = !group.balancing().slowStart().isZero() && !hasFullMember(group);
        for (CompiledTarget target : group.targets()) {
            if (target.registered()) {
                TargetKey key = TargetKey.of(group, target);
                wanted.add(key);
                Optional<TargetChecks> known = Optional.ofNullable(checks.get(key));
                known.ifPresentOrElse(
                        check -> check.follow(group.healthCheck()), () -> start(key, group, target, nobodyYet));
            }
        }
    }

    private void start(TargetKey key, CompiledTargetGroup group, CompiledTarget target, boolean nobodyYet) {
        TargetChecks check = new TargetChecks(
                target, group, targets, functions, eventLoop, timer, log, faults, report -> changed(key, report));
        checks.put(key, check);
        if (nobodyYet) {
            first.add(key);
        }
        check.start();
    }

    private void changed(TargetKey key, TargetReport report) {
        TargetReport before = reports.get(key);
        if (report.equals(before)) {
            return;
        }
        boolean wasHealthy = before != null && before.status().healthy();
        if (report.status().healthy() && !wasHealthy) {
            begins(key); // Before anybody sees that it is healthy, and gives it a full share.
        }
        reports.put(key, report);
        if (wasHealthy && !report.status().healthy()) {
            slowStarts.end(key);
        }
        version.incrementAndGet();
        if (wasHealthy && !report.status().healthy()) {
            latest.targetGroup(key.targetGroupArn())
                    .ifPresent(group -> draining.begins(key, group.flows().unhealthyDraining()));
            failed.accept(key.targetGroupArn(), key.target());
        } else if (report.status().healthy()) {
            draining.ends(key);
        }
    }

    /** A target that has become healthy starts slowly where others carry the traffic meanwhile (spec 3.1). */
    private void begins(TargetKey key) {
        boolean wasFirst = first.remove(key);
        latest.targetGroup(key.targetGroupArn())
                .filter(group -> !group.balancing().slowStart().isZero() && !wasFirst && hasOtherFullMember(group, key))
                .ifPresent(group -> slowStarts.begin(key, group.balancing().slowStart()));
    }

    /** Whether another target of the group is healthy and has its full share. */
    private boolean hasOtherFullMember(CompiledTargetGroup group, TargetKey one) {
        return fullMembers(group).anyMatch(key -> !key.equals(one));
    }

    private boolean hasFullMember(CompiledTargetGroup group) {
        return fullMembers(group).findAny().isPresent();
    }

    private Stream<TargetKey> fullMembers(CompiledTargetGroup group) {
        return members(group).filter(key -> isHealthy(key) && !slowStarts.has(key));
    }

    private static Stream<TargetKey> members(CompiledTargetGroup group) {
        return group.targets().stream().filter(CompiledTarget::registered).map(target -> TargetKey.of(group, target));
    }

    private boolean isHealthy(TargetKey key) {
        TargetReport report = reports.get(key);
        return report != null && report.status().healthy();
    }

    private void forget(TargetKey key) {
        first.remove(key);
        slowStarts.end(key);
        draining.ends(key);
        anomalies.forget(key);
    }

    /** Compares the targets of each group; as long as anything is counted, again and again. */
    private void compare() {
        AlbSnapshot current = latest;
        anomalies.keepOnly(current.targetGroups().values().stream()
                .flatMap(HealthChecker::members)
                .collect(Collectors.toSet()));
        if (closed || !anomalies.any()) {
            comparing.set(false);
            if (!closed && anomalies.any()) {
                beComparing(); // Somebody has begun to count meanwhile.
            }
            return;
        }
        timer.schedule(Anomalies.PERIOD, this::compare);
        boolean changed = false;
        for (CompiledTargetGroup group : current.targetGroups().values()) {
            changed |= anomalies.judge(
                    group, members(group).filter(this::isHealthy).toList());
        }
        if (changed) {
            version.incrementAndGet();
        }
    }
}
