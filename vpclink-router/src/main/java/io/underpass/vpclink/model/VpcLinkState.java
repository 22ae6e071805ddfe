package io.underpass.vpclink.model;

import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All VPC links of all accounts and regions. A link that is gone stays in here unseen until the next change.
 *
 * <p>Threads: immutable.
 *
 * @param links those of the second version, by id
 * @param v1Links those of the first version, by id
 */
public record VpcLinkState(PSortedMap<String, VpcLink> links, PSortedMap<String, VpcLinkV1> v1Links) {

    /** No link. */
    public static final VpcLinkState EMPTY = new VpcLinkState(TreePMap.empty(), TreePMap.empty());

    /** Whether a link of either version has had this id, in any scope. */
    public boolean knows(String vpcLinkId) {
        return links.containsKey(vpcLinkId) || v1Links.containsKey(vpcLinkId);
    }

    /** The link {@code vpcLinkId} of {@code scope}, as long as it exists at {@code now}. */
    public Optional<VpcLink> find(Scope scope, String vpcLinkId, Instant now) {
        return Optional.ofNullable(links.get(vpcLinkId)).filter(link -> exists(link, scope, now));
    }

    /** The link {@code vpcLinkId} of the first version of {@code scope}, as long as it exists at {@code now}. */
    public Optional<VpcLinkV1> findV1(Scope scope, String vpcLinkId, Instant now) {
        return Optional.ofNullable(v1Links.get(vpcLinkId)).filter(link -> exists(link, scope, now));
    }

    /** The links of {@code scope} that exist at {@code now}, ordered by id. */
    public List<VpcLink> list(Scope scope, Instant now) {
        return links.values().stream().filter(link -> exists(link, scope, now)).toList();
    }

    /** The links of the first version of {@code scope} that exist at {@code now}, ordered by id. */
    public List<VpcLinkV1> listV1(Scope scope, Instant now) {
        return v1Links.values().stream()
                .filter(link -> exists(link, scope, now))
                .toList();
    }

    /**
     * Whether a link of the first version holds the load balancer {@code loadBalancerArn} at {@code now}: from its
     * creation until it is gone, unless it failed.
     */
    public boolean holds(Scope scope, String loadBalancerArn, Instant now) {
        return v1Links.values().stream()
                .anyMatch(link -> link.targetArn().equals(loadBalancerArn)
                        && link.life().failure().isEmpty()
                        && exists(link, scope, now));
    }

    /** This state with {@code link} added or replaced. */
    public VpcLinkState with(VpcLink link) {
        return new VpcLinkState(links.plus(link.vpcLinkId(), link), v1Links);
    }

    /** This state with {@code link} added or replaced. */
    public VpcLinkState with(VpcLinkV1 link) {
        return new VpcLinkState(links, v1Links.plus(link.vpcLinkId(), link));
    }

    /** This state without the links that are gone at {@code now}; itself where there are none. */
    public VpcLinkState withoutGone(Instant now) {
        List<String> gone = links.values().stream()
                .filter(link -> link.statusAt(now).isEmpty())
                .map(VpcLink::vpcLinkId)
                .toList();
        List<String> goneV1 = v1Links.values().stream()
                .filter(link -> link.statusAt(now).isEmpty())
                .map(VpcLinkV1::vpcLinkId)
                .toList();
        return gone.isEmpty() && goneV1.isEmpty()
                ? this
                : new VpcLinkState(links.minusAll(gone), v1Links.minusAll(goneV1));
    }

    private static boolean exists(VpcLink link, Scope scope, Instant now) {
        return link.scope().equals(scope) && link.statusAt(now).isPresent();
    }

    private static boolean exists(VpcLinkV1 link, Scope scope, Instant now) {
        return link.scope().equals(scope) && link.statusAt(now).isPresent();
    }
}
