package io.underpass.alb.compile;

import io.underpass.alb.desync.Mode;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.LoadBalancer.State;
import io.underpass.alb.model.LoadBalancerAttributes;
import io.underpass.aws.Scope;
import io.underpass.wire.ClientTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A load balancer and its listeners.
 *
 * <p>Threads: immutable.
 *
 * @param source what it was compiled from
 * @param listeners by port
 * @param requestHeaders what it does with header fields towards targets
 * @param idleTimeout how long a target may be silent
 * @param clientTimes how long a client may
 * @param desync what it does about requests that could be read in different ways
 * @param logs which logs it keeps
 */
public record CompiledLoadBalancer(
        LoadBalancer source,
        SortedMap<Integer, CompiledListener> listeners,
        RequestHeaderSettings requestHeaders,
        Duration idleTimeout,
        ClientTimes clientTimes,
        Mode desync,
        LogSettings logs) {

    private static final String RESOURCE = ":loadbalancer/";

    static CompiledLoadBalancer of(LoadBalancer source, SortedMap<Integer, CompiledListener> listeners) {
        Duration idleTimeout = LoadBalancerAttributes.IDLE_TIMEOUT.in(source.attributes());
        return new CompiledLoadBalancer(
                source,
                listeners,
                RequestHeaderSettings.of(source.attributes()),
                idleTimeout,
                new ClientTimes(
                        idleTimeout, Optional.of(LoadBalancerAttributes.CLIENT_KEEP_ALIVE.in(source.attributes()))),
                Mode.of(LoadBalancerAttributes.DESYNC_MITIGATION_MODE.in(source.attributes())),
                LogSettings.of(source.attributes()));
    }

    /** The load balancer's ARN. */
    public String arn() {
        return source.loadBalancerArn();
    }

    /** What logs and metrics call it: <code>app/NAME/ID</code>. */
    public String resourceId() {
        return arn().substring(arn().indexOf(RESOURCE) + RESOURCE.length());
    }

    /** The account and region it lives in. */
    public Scope scope() {
        return source.scope();
    }

    /** The name it is reached by. */
    public String dnsName() {
        return source.dnsName();
    }

    /** Whether only a VPC link may reach it. */
    public boolean internal() {
        return source.internal();
    }

    /** Whether it is a network load balancer, which does not speak HTTP. */
    public boolean network() {
        return source.network();
    }

    /** What it is at {@code now}. */
    public State stateAt(Instant now) {
        return source.stateAt(now);
    }

    /** Whether it was compiled from this very load balancer and has these very listeners. */
    boolean isOf(LoadBalancer loadBalancer, SortedMap<Integer, CompiledListener> compiledListeners) {
        return source == loadBalancer
                && listeners.size() == compiledListeners.size()
                && listeners.entrySet().stream()
                        .allMatch(entry -> compiledListeners.get(entry.getKey()) == entry.getValue());
    }
}
