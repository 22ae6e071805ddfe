package io.underpass.alb.data;

import io.netty.channel.EventLoop;
import io.underpass.alb.LambdaTargets;
import io.underpass.alb.Targets;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.compile.HealthCheckPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The checks of one target: of the address that it is, or of each address that its name has.
 *
 * <p>Threads: confined to the timer's thread.
 */
final class TargetChecks {

    private final CompiledTarget target;
    private final Targets targets;
    private final EventLoop eventLoop;
    private final Timer timer;
    private final Consumer<TargetReport> changed;
    private final CompiledTargetGroup group;
    private final LambdaTargets functions;
    private final HealthCheckLog log;
    private final FaultPoints faults;
    private final SortedMap<String, TargetCheck> checks = new TreeMap<>();
    private final SortedMap<String, TargetStatus> statuses = new TreeMap<>();
    private final Optional<AddressWatch> watch;
    private HealthCheckPlan plan;

    /**
     * Checks that have not begun.
     *
     * @param changed told of the target after every step
     */
    TargetChecks(
            CompiledTarget target,
            CompiledTargetGroup group,
            Targets targets,
            LambdaTargets functions,
            EventLoop eventLoop,
            Timer timer,
            HealthCheckLog log,
            FaultPoints faults,
            Consumer<TargetReport> changed) {
        this.faults = faults;
        this.target = target;
        this.group = group;
        this.targets = targets;
        this.functions = functions;
        this.eventLoop = eventLoop;
        this.timer = timer;
        this.log = log;
        this.changed = changed;
        this.plan = group.healthCheck();
        this.watch = target.named() && group.function().isEmpty()
                ? Optional.of(new AddressWatch(target.host(), group.ipv6(), targets, timer, this::moved))
                : Optional.empty();
    }

    /** Checks now and from now on; a name is looked up first. */
    void start() {
        watch.ifPresentOrElse(AddressWatch::start, () -> standAt(List.of(target.host())));
    }

    /** Goes on by {@code newPlan}. */
    void follow(HealthCheckPlan newPlan) {
        plan = newPlan;
        checks.values().forEach(check -> check.follow(newPlan));
    }

    /** Checks no more. */
    void stop() {
        watch.ifPresent(AddressWatch::stop);
        checks.values().forEach(TargetCheck::stop);
    }

    private void moved(AddressWatch.Addresses addresses) {
        standAt(addresses.all());
        if (statuses.isEmpty()) {
            changed.accept(TargetReport.withoutAddress(addresses.problem()));
        }
    }

    /** What goes on at an address that the name no longer has goes on; new requests go elsewhere. */
    private void standAt(List<String> addresses) {
        for (String gone : Set.copyOf(checks.keySet())) {
            if (!addresses.contains(gone)) {
                Optional.ofNullable(checks.remove(gone)).ifPresent(TargetCheck::stop);
                statuses.remove(gone);
            }
        }
        List<String> added = addresses.stream()
                .filter(address -> !checks.containsKey(address))
                .toList();
        for (String address : added) {
            statuses.put(address, TargetStatus.REGISTERING);
            checks.put(address, check(address));
        }
        if (!statuses.isEmpty()) {
            changed.accept(TargetReport.of(statuses));
        }
        added.forEach(address -> Optional.ofNullable(checks.get(address)).ifPresent(TargetCheck::start));
    }

    private Checking checking(String address) {
        return new FaultyChecking(sound(address), faults, target, address, timer.machine());
    }

    private Checking sound(String address) {
        return group.function()
                .<Checking>map(function -> new FunctionChecking(address, group, function, functions, eventLoop))
                .orElseGet(() -> new HttpChecking(address, target.port(), targets, eventLoop, timer.machine()));
    }

    private TargetCheck check(String address) {
        return new TargetCheck(log.of(checking(address), group, target, address), plan, timer, status -> {
            statuses.put(address, status);
            changed.accept(TargetReport.of(statuses));
        });
    }
}
