package io.underpass.vpclink.compile;

import io.underpass.aws.Scope;
import io.underpass.vpclink.model.VpcLinkV1;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What requests read of VPC links.
 *
 * <p>Threads: immutable.
 *
 * @param links those of the second version, by id
 * @param v1Links those of the first version, by id
 */
public record VpcLinkSnapshot(Map<String, CompiledLink> links, Map<String, VpcLinkV1> v1Links) {

    /** The link {@code id} of {@code scope}, as long as it exists at {@code now}. */
    public Optional<CompiledLink> find(Scope scope, String id, Instant now) {
        CompiledLink link = links.get(id);
        return link != null && exists(link, scope, now) ? Optional.of(link) : Optional.empty();
    }

    /** The link {@code id} of the first version of {@code scope}, as long as it exists at {@code now}. */
    public Optional<VpcLinkV1> findV1(Scope scope, String id, Instant now) {
        return Optional.ofNullable(v1Links.get(id)).filter(link -> exists(link, scope, now));
    }

    /** The link {@code id} of {@code scope} where it {@linkplain CompiledLink#isAvailableAt certainly routes traffic}. */
    public Optional<CompiledLink> findAvailable(Scope scope, String id, long nowMillis) {
        CompiledLink link = links.get(id);
        return link != null && link.isAvailableAt(nowMillis) && link.scope().equals(scope)
                ? Optional.of(link)
                : Optional.empty();
    }

    /** The ids of the links of {@code scope}, of both versions, that exist at {@code now}, sorted. */
    public List<String> ids(Scope scope, Instant now) {
        Stream<String> ids =
                links.values().stream().filter(link -> exists(link, scope, now)).map(CompiledLink::id);
        Stream<String> v1Ids = v1Links.values().stream()
                .filter(link -> exists(link, scope, now))
                .map(VpcLinkV1::vpcLinkId);
        return Stream.concat(ids, v1Ids).sorted().toList();
    }

    private static boolean exists(CompiledLink link, Scope scope, Instant now) {
        return link.scope().equals(scope) && link.statusAt(now).isPresent();
    }

    private static boolean exists(VpcLinkV1 link, Scope scope, Instant now) {
        return link.scope().equals(scope) && link.statusAt(now).isPresent();
    }
}
