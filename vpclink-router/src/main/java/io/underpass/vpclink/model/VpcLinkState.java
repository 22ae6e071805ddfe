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
 * @param links by id
 */
public record VpcLinkState(PSortedMap<String, VpcLink> links) {

    /** No link. */
    public static final VpcLinkState EMPTY = new VpcLinkState(TreePMap.empty());

    /** The link {@code vpcLinkId} of {@code scope}, as long as it exists at {@code now}. */
    public Optional<VpcLink> find(Scope scope, String vpcLinkId, Instant now) {
        return Optional.ofNullable(links.get(vpcLinkId)).filter(link -> exists(link, scope, now));
    }

    /** The links of {@code scope} that exist at {@code now}, ordered by id. */
    public List<VpcLink> list(Scope scope, Instant now) {
        return links.values().stream().filter(link -> exists(link, scope, now)).toList();
    }

    /** This state with {@code link} added or replaced. */
    public VpcLinkState with(VpcLink link) {
        return new VpcLinkState(links.plus(link.vpcLinkId(), link));
    }

    /** This state without the links that are gone at {@code now}; itself where there are none. */
    public VpcLinkState withoutGone(Instant now) {
        List<String> gone = links.values().stream()
                .filter(link -> link.statusAt(now).isEmpty())
                .map(VpcLink::vpcLinkId)
                .toList();
        return gone.isEmpty() ? this : new VpcLinkState(links.minusAll(gone));
    }

    private static boolean exists(VpcLink link, Scope scope, Instant now) {
        return link.scope().equals(scope) && link.statusAt(now).isPresent();
    }
}
