package io.underpass.alb.compile;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.TargetGroup;
import io.underpass.aws.control.ControlState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pcollections.PSortedMap;

/**
 * Turns the state into a snapshot. Listeners, load balancers and target groups whose parts are the very objects they
 * were compiled from before are taken over.
 *
 * <p>Threads: safe, holds nothing.
 */
public final class AlbCompiler implements ControlState.Compiler<AlbState, AlbSnapshot> {

    @Override
    public AlbSnapshot first(AlbState state) {
        return next(AlbSnapshot.EMPTY, AlbState.EMPTY, state);
    }

    @Override
    public AlbSnapshot next(AlbSnapshot previous, AlbState before, AlbState state) {
        Map<String, List<Listener>> listeners =
                state.listeners().values().stream().collect(Collectors.groupingBy(Listener::loadBalancerArn));
        Map<String, CompiledLoadBalancer> loadBalancers = new HashMap<>();
        Map<String, CompiledTargetGroup> groups = new HashMap<>();
        Map<String, CompiledTls> tls = new HashMap<>();
        for (LoadBalancer loadBalancer : state.loadBalancers().values()) {
            SortedMap<Integer, CompiledListener> compiled = new TreeMap<>();
            for (Listener listener : listeners.getOrDefault(loadBalancer.loadBalancerArn(), List.of())) {
                CompiledListener ready = listener(previous, listener, state.rulesInOrder(listener.listenerArn()));
                compiled.put(listener.port(), ready);
                CompiledTls.of(listener, loadBalancer, state.trustStoreOf(listener))
                        .ifPresent(terms -> tls.put(listener.listenerArn(), terms));
                ready.targetGroups()
                        .map(state.targetGroups()::get)
                        .flatMap(Stream::ofNullable)
                        .forEach(group ->
                                groups.put(group.targetGroupArn(), targetGroup(previous, group, loadBalancer)));
            }
            loadBalancers.put(loadBalancer.loadBalancerArn(), loadBalancer(previous, loadBalancer, compiled));
        }
        return new AlbSnapshot(loadBalancers, groups, tls);
    }

    private static CompiledListener listener(AlbSnapshot previous, Listener listener, PSortedMap<Integer, Rule> rules) {
        Optional<CompiledListener> known =
                previous.listener(listener.listenerArn()).map(AlbSnapshot.ListenerEntry::listener);
        CompiledRules ready =
                known.map(CompiledListener::rules).orElse(CompiledRules.NONE).next(rules);
        return known.filter(compiled -> compiled.isOf(listener, ready))
                .orElseGet(() -> new CompiledListener(listener, ready));
    }

    private static CompiledLoadBalancer loadBalancer(
            AlbSnapshot previous, LoadBalancer loadBalancer, SortedMap<Integer, CompiledListener> listeners) {
        return previous.loadBalancer(loadBalancer.loadBalancerArn())
                .filter(compiled -> compiled.isOf(loadBalancer, listeners))
                .orElseGet(() -> CompiledLoadBalancer.of(loadBalancer, listeners));
    }

    private static CompiledTargetGroup targetGroup(AlbSnapshot previous, TargetGroup group, LoadBalancer loadBalancer) {
        var zones = loadBalancer.availabilityZones().stream()
                .map(AvailabilityZone::zoneName)
                .collect(Collectors.toUnmodifiableSet());
        return previous.targetGroup(group.targetGroupArn())
                .filter(compiled ->
                        compiled.source() == group && compiled.enabledZones().equals(zones))
                .orElseGet(() -> CompiledTargetGroup.of(group, zones));
    }
}
