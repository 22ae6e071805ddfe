package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledAction;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.alb.model.LoadBalancerAttributes;
import io.underpass.alb.model.TargetGroupAttributes;
import io.underpass.wire.InjectedFault;
import io.underpass.wire.Peer;
import io.underpass.wire.TlsSession;
import io.underpass.wire.Trail;
import io.underpass.wire.UpstreamRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One listener of a network load balancer in one snapshot. It knows connections, no requests: the one target of a
 * connection follows from the hash of its flow (AWS: "What is a Network Load Balancer?"), or of its client's address where
 * the group is sticky.
 *
 * <p>Threads: safe, lock-free; two threads may work out the same targets at once.
 */
final class NetworkListener {

    private final AlbSnapshot snapshot;
    private final ListenerEntry at;
    private final Phases phases;
    private final FlowRoutes routes;
    private final MetricCounters counters;
    private final SortedSet<String> zones = new TreeSet<>();
    private volatile @Nullable FlowTargets known;

    /**
     * Where a connection leads.
     *
     * @param group empty where the listener has none
     * @param member empty where the group has no target to offer
     */
    record Choice(Optional<CompiledTargetGroup> group, Optional<FlowTargets.Member> member) {}

    NetworkListener(Phases phases, AlbSnapshot snapshot, ListenerEntry at, FlowRoutes routes) {
        this.routes = routes;
        this.counters = phases.observers().metrics().of(at);
        this.phases = phases;
        this.snapshot = snapshot;
        this.at = at;
        at.loadBalancer().source().availabilityZones().stream()
                .map(AvailabilityZone::zoneName)
                .forEach(zones::add);
    }

    /** Where a new connection of {@code client} is passed on to. */
    FlowTarget target(InetSocketAddress client) {
        Optional<InjectedFault> fault = phases.faults().on(at);
        if (fault.isPresent() && fault.get().ends()) {
            return new FlowTarget.Hit(
                    fault.get(), new FlowTarget.None(fault.get().reason()));
        }
        Choice choice = choose(client.hashCode(), client);
        if (choice.group().isEmpty() || choice.member().isEmpty()) {
            return new FlowTarget.None(why(choice));
        }
        FlowTarget target = routes.target(choice.group().get(), choice.member().get());
        Optional<InjectedFault> second = phases.faults().on(choice.member().get());
        Optional<InjectedFault> both = fault.isPresent() && second.isPresent()
                ? Optional.of(fault.get().then(second.get()))
                : fault.or(() -> second);
        return both.<FlowTarget>map(hit -> new FlowTarget.Hit(hit, target)).orElse(target);
    }

    private Choice choose(int flow, InetSocketAddress client) {
        Optional<CompiledTargetGroup> group = group(flow);
        Optional<FlowTargets.Member> member = group.flatMap(found -> {
            FlowTargets targets = targets(found);
            return found.flows().sticky() ? targets.ofClient(client.getAddress().hashCode()) : targets.of(flow);
        });
        if (!at.listener().secure() && member.isPresent() && member.get().failOpen()) {
            counters.count(LoadBalancerMetric.NLB_UNHEALTHY_ROUTING_FLOW);
        }
        return new Choice(group, member);
    }

    /** Counts a request that is a connection of its own. */
    FlowCounts flow() {
        return new FlowCounts(counters.here(), secure());
    }

    /** Counts it for {@code group} too. */
    FlowCounts flow(CompiledTargetGroup group) {
        return new FlowCounts(phases.observers().metrics().ofGroup(group.arn()).here(), secure());
    }

    /** The access log's line of a request that is a connection of its own; empty where none is kept. */
    Optional<FlowLog> log(Peer client) {
        Optional<FlowLog> log = FlowLog.of(at, phases, client);
        TlsSession session = client.tls().orElse(TlsFields.CALLED);
        log.ifPresent(line -> line.secured(
                new Peer(client.remote(), client.local(), true, client.serverName(), Optional.of(session)), 0));
        return log;
    }

    /** Whether TLS ends here. */
    boolean secure() {
        return at.listener().secure();
    }

    /**
     * Chooses for a request that the caller has no connection of its own for. Which connections API Gateway makes to a
     * network load balancer, and how long it keeps them, is not known: each request counts as a new one (a guess). Its
     * trail gets what was chosen, or why nothing was.
     */
    Choice choose(UpstreamRequest request) {
        Trail trail = request.trail();
        trail.note(TrailSteps.LOAD_BALANCER, at.loadBalancer().arn());
        trail.note(TrailSteps.LISTENER, at.listener().arn());
        Choice choice =
                choose(ThreadLocalRandom.current().nextInt(), request.peer().remote());
        choice.group().ifPresent(group -> trail.note(TrailSteps.TARGET_GROUP, group.arn()));
        choice.member()
                .ifPresentOrElse(
                        member -> trail.note(TrailSteps.TARGET, member.name()),
                        () -> trail.fail(
                                choice.group().isPresent() ? TrailSteps.TARGET : TrailSteps.TARGET_GROUP, why(choice)));
        return choice;
    }

    /** For people: why {@code choice} is none, or what is known of those that were to choose from. */
    String why(Choice choice) {
        return choice.group()
                .map(group -> GroupReport.of(group, phases.health()))
                .orElse("the listener on port " + at.listener().port() + " of "
                        + at.loadBalancer().arn() + " leads to no target group");
    }

    /** A listener with several groups, which only rules of weights have, shares its flows out between them. */
    private Optional<CompiledTargetGroup> group(int flow) {
        if (!(at.listener().defaultRule().action() instanceof CompiledAction.Forward forward)
                || forward.turns().isEmpty()) {
            return Optional.empty();
        }
        List<String> turns = forward.turns();
        String arn = turns.get(Integer.remainderUnsigned(Integer.reverse(flow), turns.size()));
        return snapshot.targetGroup(arn);
    }

    private FlowTargets targets(CompiledTargetGroup group) {
        FlowTargets latest = known;
        if (latest == null || !latest.isFor(group, phases.health().version())) {
            latest = FlowTargets.of(group, zones, crossZone(group), phases.health());
            known = latest;
        }
        return latest;
    }

    private boolean crossZone(CompiledTargetGroup group) {
        String own = TargetGroupAttributes.CROSS_ZONE.in(group.source().attributes());
        return own.equals("true") || own.equals("false")
                ? Boolean.parseBoolean(own)
                : LoadBalancerAttributes.NETWORK_CROSS_ZONE.in(
                        at.loadBalancer().source().attributes());
    }
}
