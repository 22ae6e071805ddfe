package io.underpass.vpclink.data;

import io.underpass.aws.Scope;
import io.underpass.vpclink.LinkVersion;
import io.underpass.vpclink.LoadBalancers;
import io.underpass.vpclink.LoadBalancers.Lookup;
import io.underpass.vpclink.Reachability;
import io.underpass.vpclink.Resolution;
import io.underpass.vpclink.Resolution.Kind;
import io.underpass.vpclink.compile.CompiledLink;
import io.underpass.vpclink.compile.VpcLinkSnapshot;
import io.underpass.vpclink.model.VpcLinkStatus;
import io.underpass.vpclink.model.VpcLinkV1;
import io.underpass.wire.FaultPoint;
import io.underpass.wire.FaultyUpstream;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds where a private integration's request goes: is the link there and available, is its target a load balancer, has
 * that a listener on the uri's port?
 *
 * <p>Which refusal is a 500 and which a 503 was recorded on AWS in part only (spec 1.9 of API Gateway). Taken here: what
 * a person has to correct is a 500; a link or load balancer still on its way or asleep, and a port that nobody listens on,
 * is a 503 as for any target that does not answer. The 503s are guesses. Behind a link of the first version everything
 * is a 500.
 *
 * <p>Threads: safe; never blocks.
 */
public final class VpcLinkRouter {

    private final Supplier<VpcLinkSnapshot> links;
    private final LoadBalancers loadBalancers;
    private final Reachability reachability;
    private final LinkTraffic traffic;
    private final InstantSource clock;
    private final FaultPoint faults = new FaultPoint();

    /**
     * A router.
     *
     * @param links the current snapshot, read once a request
     * @param traffic tells which links are INACTIVE, and is told of requests
     * @param clock tells which links are available by now
     */
    public VpcLinkRouter(
            Supplier<VpcLinkSnapshot> links,
            LoadBalancers loadBalancers,
            Reachability reachability,
            LinkTraffic traffic,
            InstantSource clock) {
        this.links = links;
        this.loadBalancers = loadBalancers;
        this.reachability = reachability;
        this.traffic = traffic;
        this.clock = clock;
    }

    /** Where something can be made to go wrong with requests through links, called by their id or name. */
    public FaultPoint faults() {
        return faults;
    }

    /** The version of the link {@code connectionId}, available or not; empty where {@code scope} has none. */
    public Optional<LinkVersion> versionOf(Scope scope, String connectionId) {
        VpcLinkSnapshot snapshot = links.get();
        Instant now = clock.instant();
        if (snapshot.find(scope, connectionId, now).isPresent()) {
            return Optional.of(LinkVersion.V2);
        }
        return snapshot.findV1(scope, connectionId, now).map(link -> LinkVersion.V1);
    }

    /** Whether the link {@code connectionId} exists in {@code scope} and is being deleted. */
    public boolean isDeleting(Scope scope, String connectionId) {
        VpcLinkSnapshot snapshot = links.get();
        Instant now = clock.instant();
        return snapshot.find(scope, connectionId, now)
                .flatMap(link -> link.statusAt(now))
                .or(() -> snapshot.findV1(scope, connectionId, now).flatMap(link -> link.statusAt(now)))
                .filter(status -> status == VpcLinkStatus.DELETING)
                .isPresent();
    }

    /**
     * Finds the upstream.
     *
     * @param scope the account and region of the API
     * @param connectionId the link's id, stage variables resolved
     * @param integrationTarget the load balancer's ARN; without effect on a link of the first version
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
        long nowMillis = clock.millis();
        Optional<CompiledLink> available = snapshot.findAvailable(scope, connectionId, nowMillis);
        if (available.isPresent()) {
            return throughAvailable(available.get(), nowMillis, integrationTarget, scheme, port, trail);
        }
        Instant now = clock.instant();
        Optional<CompiledLink> link = snapshot.find(scope, connectionId, now);
        if (link.isPresent()) {
            return throughUnsettled(link.get(), now, integrationTarget, scheme, port, trail);
        }
        Optional<VpcLinkV1> v1 = snapshot.findV1(scope, connectionId, now);
        if (v1.isPresent()) {
            return throughV1(v1.get(), now, scheme, port, trail);
        }
        String reason = Reasons.noLink(connectionId, scope, snapshot.ids(scope, now));
        return refuse(trail, Steps.LINK, Kind.CONFIGURATION, reason);
    }

    private Resolution throughAvailable(
            CompiledLink link,
            long nowMillis,
            Optional<String> integrationTarget,
            String scheme,
            int port,
            Trail trail) {
        trail.note(Steps.LINK, link.id());
        if (!traffic.passes(link, nowMillis)) {
            return refuse(trail, Steps.LINK, Kind.UNREACHABLE, Reasons.linkInactive(link.id()));
        }
        return toTarget(link, integrationTarget, scheme, port, trail);
    }

    private Resolution throughUnsettled(
            CompiledLink link, Instant now, Optional<String> integrationTarget, String scheme, int port, Trail trail) {
        VpcLinkStatus status = link.statusAt(now).orElse(VpcLinkStatus.DELETING);
        if (status == VpcLinkStatus.AVAILABLE) {
            return throughAvailable(link, now.toEpochMilli(), integrationTarget, scheme, port, trail);
        }
        trail.note(Steps.LINK, link.id());
        String reason = Reasons.linkNotAvailable(link.id(), status, link.link().statusMessage(status));
        return refuse(
                trail, Steps.LINK, status == VpcLinkStatus.FAILED ? Kind.CONFIGURATION : Kind.UNREACHABLE, reason);
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
                    ? new Resolution.Resolved(
                            through(link.id(), link.link().name(), new LinkUpstream(link, found.upstream())),
                            found.listenerArn())
                    : refuse(trail, Steps.REACHABILITY, Kind.UNREACHABLE, obstacle.get());
        }
        return NoWay.of(lookup, link.scope(), arn, scheme, port).refuse(trail);
    }

    /**
     * A link of the first version has its load balancer itself; the integration's target does not count. Whatever fails is
     * a 500 on AWS.
     */
    private Resolution throughV1(VpcLinkV1 link, Instant now, String scheme, int port, Trail trail) {
        trail.note(Steps.LINK, link.vpcLinkId());
        VpcLinkStatus status = link.statusAt(now).orElse(VpcLinkStatus.DELETING);
        if (status != VpcLinkStatus.AVAILABLE) {
            String reason = Reasons.linkNotAvailable(
                    link.vpcLinkId(), status, link.life().failure().orElse("VPC link of version V1"));
            return refuse(trail, Steps.LINK, Kind.CONFIGURATION, reason);
        }
        String arn = link.targetArn();
        Lookup lookup = loadBalancers.find(link.scope(), arn, scheme, port);
        if (lookup instanceof Lookup.Found found) {
            Upstream upstream =
                    new EndpointUpstream(EndpointUpstream.source(found.loadBalancerArn()), found.upstream());
            return new Resolution.Resolved(through(link.vpcLinkId(), link.name(), upstream), found.listenerArn());
        }
        NoWay way = NoWay.of(lookup, link.scope(), arn, scheme, port);
        return (way.kind() == Kind.UNREACHABLE ? way.as(Kind.CONFIGURATION) : way).refuse(trail);
    }

    /** The way through a link, on which something may go wrong. */
    private Upstream through(String id, String name, Upstream upstream) {
        return faults.isQuiet()
                ? upstream
                : faults.hit(List.of(id, name))
                        .<Upstream>map(fault -> new FaultyUpstream(upstream, fault))
                        .orElse(upstream);
    }

    private static Resolution refuse(Trail trail, String step, Kind kind, String reason) {
        trail.fail(step, reason);
        return new Resolution.Refused(kind, reason);
    }
}
