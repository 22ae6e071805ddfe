package io.underpass.gateway.compile;

import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;

/**
 * Everything that is served, of all APIs. A request reads one snapshot at its start and keeps it.
 *
 * <p>Threads: immutable.
 *
 * @param apis by id
 * @param domains the custom domain names under which they are called
 */
public record GatewaySnapshot(PMap<String, CompiledApi> apis, CustomDomains domains) {

    /** Serves nothing. */
    public static final GatewaySnapshot EMPTY =
            new GatewaySnapshot(HashTreePMap.empty(), CustomDomains.of(TreePMap.empty()));

    /** The API with {@code id}. */
    public Optional<CompiledApi> api(String id) {
        return Optional.ofNullable(apis.get(id));
    }
}
