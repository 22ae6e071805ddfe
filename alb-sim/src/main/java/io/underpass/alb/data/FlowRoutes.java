package io.underpass.alb.data;

import io.underpass.alb.Targets;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.wire.Failure;
import io.underpass.wire.Peer;
import io.underpass.wire.ProxyHeader;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import io.underpass.wire.UpstreamTimeouts;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * From a target that a network load balancer chose to what leads there: an address, or a load balancer of applications of
 * the same snapshot.
 *
 * <p>Threads: safe.
 */
final class FlowRoutes {

    private static final byte[] NOTHING = {};

    private final Roster roster;
    private final Phases phases;
    private final CompiledListener listener;
    private final Duration idleTimeout;

    /** Ways from {@code listener}. */
    FlowRoutes(Roster roster, Phases phases, CompiledListener listener) {
        this.roster = roster;
        this.phases = phases;
        this.listener = listener;
        this.idleTimeout = listener.flows().idleTimeout();
    }

    /** The way of an HTTP request. */
    sealed interface Way {

        /** It goes there. */
        record To(Upstream upstream, UpstreamRequest request) implements Way {}

        /** Nobody takes it. */
        record None(Failure failure) implements Way {}
    }

    Way way(CompiledTargetGroup group, FlowTargets.Member member, UpstreamRequest request) {
        if (isLoadBalancer(group)) {
            return toLoadBalancer(member, listener.secure() ? ended(request) : request);
        }
        String host = member.address().host();
        int port = member.target().port();
        byte[] preface = group.flows().announced() ? announcement(request) : NOTHING;
        if (request.tls().isPresent()) {
            UpstreamTimeouts timeouts = new UpstreamTimeouts(phases.connectTimeout(), idleTimeout);
            return new Way.To(request.tls().get().to(host, port, timeouts, preface), request.withoutTls());
        }
        Targets targets = phases.targets();
        if (preface.length > 0) {
            return new Way.To(
                    targets.alone(host, port, group.secure(), preface, phases.connectTimeout(), idleTimeout), request);
        }
        return new Way.To(
                group.secure()
                        ? targets.toSecure(host, port, phases.connectTimeout(), idleTimeout)
                        : targets.to(host, port, phases.connectTimeout(), idleTimeout),
                request);
    }

    /** The end of a connection. */
    FlowTarget target(CompiledTargetGroup group, FlowTargets.Member member) {
        if (isLoadBalancer(group)) {
            Lookup lookup = find(member);
            return lookup instanceof Lookup.Found found
                    ? new FlowTarget.Listener(found)
                    : new FlowTarget.None(noWay(member, lookup));
        }
        return new FlowTarget.Address(
                member.address().host(),
                member.target().port(),
                idleTimeout,
                group.secure(),
                group.flows().announced(),
                group.flows().clientAddressKept(),
                new FlowTarget.Registration(group.arn(), member.target().key(), listener.secure()));
    }

    /** TLS between client and target is end to end; a target that speaks none fails it, and one that does takes nothing else. */
    private Way toLoadBalancer(FlowTargets.Member member, UpstreamRequest request) {
        Lookup lookup = find(member);
        if (!(lookup instanceof Lookup.Found found)) {
            return new Way.None(new Failure(Failure.Kind.INTERNAL, noWay(member, lookup)));
        }
        boolean secure = roster.listener(found.listenerArn())
                .filter(entry -> entry.listener().secure())
                .isPresent();
        if (secure != request.tls().isPresent()) {
            return new Way.None(
                    secure
                            ? new Failure(
                                    Failure.Kind.UNREACHABLE,
                                    "the listener " + found.listenerArn()
                                            + " speaks TLS: the uri has to begin with https")
                            : new Failure(
                                    Failure.Kind.TLS_FAILED,
                                    "the listener " + found.listenerArn() + " does not speak TLS"));
        }
        Upstream plain = phases.ways().apply(found);
        return new Way.To(
                request.tls()
                        .map(call -> call.within(found.listenerArn(), plain))
                        .orElse(plain),
                request.withoutTls());
    }

    /** For who comes behind, a connection whose TLS has ended here is none of TLS. */
    private static UpstreamRequest ended(UpstreamRequest request) {
        Peer peer = request.peer();
        return peer.secure() ? request.from(new Peer(peer.remote(), peer.local(), false)) : request;
    }

    /** The load balancer's own address is not known here; the one that the client has connected to stands for it. */
    private byte[] announcement(UpstreamRequest request) {
        Peer peer = request.peer();
        return ProxyHeader.of(peer.remote(), new InetSocketAddress(peer.local().getAddress(), listener.port()));
    }

    private static String noWay(FlowTargets.Member member, Lookup lookup) {
        String why = lookup instanceof Lookup.NoListener none
                ? none.reason()
                : lookup instanceof Lookup.NotActive waiting ? "it is " + waiting.state() : "it does not exist";
        return "the target " + member.target().host() + " takes no connections on port "
                + member.target().port() + ": " + why;
    }

    private static boolean isLoadBalancer(CompiledTargetGroup group) {
        return group.source().targetType().equals("alb");
    }

    /** The listener on the target's port, whatever it speaks. */
    private Lookup find(FlowTargets.Member member) {
        String arn = member.target().host();
        int port = member.target().port();
        Lookup plain = roster.find(arn, "http", port);
        return plain instanceof Lookup.NoListener && roster.find(arn, "https", port) instanceof Lookup.Found secure
                ? secure
                : plain;
    }
}
