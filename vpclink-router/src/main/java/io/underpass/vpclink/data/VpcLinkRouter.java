package io.underpass.vpclink.data;

import io.underpass.aws.Scope;
import io.underpass.vpclink.LoadBalancers;
import io.underpass.vpclink.LoadBalancers.Lookup;
import io.underpass.vpclink.Reachability;
import io.underpass.vpclink.Resolution;
import io.underpass.vpclink.Resolution.Kind;
import io.underpass.vpclink.compile.CompiledLink;
import io.underpass.vpclink.compile.VpcLinkSnapshot;
import io.underpass.vpclink.model.VpcLinkStatus;
import io.underpass.wire.Trail;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds where a private integration's request goes: is the link there and available, is its target a load balancer, has
 * that a listener on the uri's port?
 *
 * <p>Which refusal is a 500 and which a 503 was recorded on AWS in part only (spec 1.9 of API Gateway). Taken here: what
 * a person has to correct is a 500; a link or load balancer still on its way, and a port that nobody listens on, is a
 * 503 as for any target that does not answer. The 503s are guesses.
 *
 * <p>Threads: safe; never blocks.
 */
public final class VpcLinkRouter {

    private final Supplier<VpcLinkSnapshot> links;
    private final LoadBalancers loadBalancers;
    private final Reachability reachability;
    private final InstantSource clock;
    private final SourceAddresses sources = new SourceAddresses();

    /**
     * A router.
     *
     * @param links the current snapshot, read once a request
     * @param clock tells which links are available by now
     */
    public VpcLinkRouter(
            Supplier<VpcLinkSnapshot> links,
            LoadBalancers loadBalancers,
            Reachability reachability,
            InstantSource clock) {
        this.links = links;
        this.loadBalancers = loadBalancers;
        this.reachability = reachability;
        this.clock = clock;
    }

    /** Whether the link {@code connectionId} exists in {@code scope}, available or not. */
    public boolean exists(Scope scope, String connectionId) {
        return links.get().find(scope, connectionId, clock.instant()).isPresent();
    }

    /** Whether the link {@code connectionId} exists in {@code scope} and is being deleted. */
    public boolean isDeleting(Scope scope, String connectionId) {
        Instant now = clock.instant();
        return links.get()
                .find(scope, connectionId, now)
                .flatMap(link -> link.statusAt(now))
                .filter(status -> status == VpcLinkStatus.DELETING)
                .isPresent();
    }

    /**
     * Finds the upstream.
     *
     * @param scope the account and region of the API
     * @param connectionId the link's id, stage variables resolved
     * @param integrationTarget the load balancer's ARN
     * @param scheme of the integration's uri, http or https
     * @param port of the integration's uri, or its scheme's default
     * @param trail gets the link, or why there is no way
     */
    public Resolution resolve(
            Scope scope,
            String connectionId,
            Optional<String> integrationTarget,
            String scheme,
            int port,
            Trail trail) {
        VpcLinkSnapshot snapshot = links.get();
        Optional<CompiledLink> available = snapshot.findAvailable(scope, connectionId, clock.millis());
        if (available.isPresent()) {
            trail.note(Steps.LINK, connectionId);
            return toTarget(available.get(), integrationTarget, scheme, port, trail);
        }
        Instant now = clock.instant();
        Optional<CompiledLink> link = snapshot.find(scope, connectionId, now);
        if (link.isEmpty()) {
            String reason = Reasons.noLink(connectionId, scope, snapshot.ids(scope, now));
            return refuse(trail, Steps.LINK, Kind.CONFIGURATION, reason);
        }
        trail.note(Steps.LINK, connectionId);
        VpcLinkStatus status = link.get().statusAt(now).orElse(VpcLinkStatus.DELETING);
        if (status != VpcLinkStatus.AVAILABLE) {
            return refuse(trail, Steps.LINK, Kind.UNREACHABLE, Reasons.linkNotAvailable(connectionId, status));
        }
        return toTarget(link.get(), integrationTarget, scheme, port, trail);
    }

    private Resolution toTarget(
            CompiledLink link, Optional<String> integrationTarget, String scheme, int port, Trail trail) {
        if (integrationTarget.isEmpty()) {
            return refuse(trail, Steps.LOAD_BALANCER, Kind.CONFIGURATION, Reasons.noTarget(link.id()));
        }
        String arn = integrationTarget.get();
        Lookup lookup = loadBalancers.find(link.scope(), arn, scheme, port);
        if (lookup instanceof Lookup.Found found) {
            Optional<String> obstacle = reachability.obstacle(link.link(), found.loadBalancerArn(), port);
            return obstacle.isEmpty()
                    ? new Resolution.Resolved(new LinkUpstream(link, sources, found.upstream()))
                    : refuse(trail, Steps.REACHABILITY, Kind.UNREACHABLE, obstacle.get());
        }
        if (lookup instanceof Lookup.NoListener none) {
            String reason = Reasons.noListener(arn, scheme, port, none.listeners());
            return refuse(trail, Steps.LISTENER, Kind.UNREACHABLE, reason);
        }
        if (lookup instanceof Lookup.NotActive waiting) {
            String reason = Reasons.loadBalancerNotActive(arn, waiting.state());
            return refuse(trail, Steps.LOAD_BALANCER, Kind.UNREACHABLE, reason);
        }
        String reason = lookup instanceof Lookup.WrongScope elsewhere
                ? Reasons.wrongScope(arn, link.scope(), elsewhere.owner())
                : Reasons.noLoadBalancer(arn, link.scope(), ((Lookup.NoLoadBalancer) lookup).existing());
        return refuse(trail, Steps.LOAD_BALANCER, Kind.CONFIGURATION, reason);
    }

    private static Resolution refuse(Trail trail, String step, Kind kind, String reason) {
        trail.fail(step, reason);
        return new Resolution.Refused(kind, reason);
    }
}
