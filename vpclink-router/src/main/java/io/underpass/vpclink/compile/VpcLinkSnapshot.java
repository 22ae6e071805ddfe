package io.underpass.vpclink.compile;

import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What requests read of VPC links.
 *
 * <p>Threads: immutable.
 *
 * @param links by id
 */
public record VpcLinkSnapshot(Map<String, CompiledLink> links) {

    /** The link {@code id} of {@code scope}, as long as it exists at {@code now}. */
    public Optional<CompiledLink> find(Scope scope, String id, Instant now) {
        CompiledLink link = links.get(id);
        return link != null && exists(link, scope, now) ? Optional.of(link) : Optional.empty();
    }

    /** The link {@code id} of {@code scope} where it {@linkplain CompiledLink#isAvailableAt certainly routes traffic}. */
    public Optional<CompiledLink> findAvailable(Scope scope, String id, long nowMillis) {
        CompiledLink link = links.get(id);
        return link != null && link.isAvailableAt(nowMillis) && link.scope().equals(scope)
                ? Optional.of(link)
                : Optional.empty();
    }

    /** The ids of the links of {@code scope} that exist at {@code now}, sorted. */
    public List<String> ids(Scope scope, Instant now) {
        return links.values().stream()
                .filter(link -> exists(link, scope, now))
                .map(CompiledLink::id)
                .sorted()
                .toList();
    }

    private static boolean exists(CompiledLink link, Scope scope, Instant now) {
        return link.scope().equals(scope) && link.statusAt(now).isPresent();
    }
}
