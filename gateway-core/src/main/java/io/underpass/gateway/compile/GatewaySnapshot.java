package io.underpass.gateway.compile;

import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Everything that is served, of all APIs. A request reads one snapshot at its start and keeps it.
 *
 * <p>Threads: immutable.
 *
 * @param apis by id
 * @param apiKeys the keys of all accounts
 */
public record GatewaySnapshot(PMap<String, CompiledApi> apis, ApiKeyTable apiKeys) {

    /** Serves nothing. */
    public static final GatewaySnapshot EMPTY = new GatewaySnapshot(HashTreePMap.empty(), ApiKeyTable.EMPTY);

    /** The API with {@code id}. */
    public Optional<CompiledApi> api(String id) {
        return Optional.ofNullable(apis.get(id));
    }
}
