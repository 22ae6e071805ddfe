package io.underpass.gateway.compile;

import io.underpass.gateway.model.ClientCertificate;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Everything that is served, of all APIs. A request reads one snapshot at its start and keeps it.
 *
 * <p>Threads: immutable.
 *
 * @param apis by id
 * @param domains the custom domain names under which they are called
 * @param clientCertificates by id
 * @param apiKeys the keys of all accounts
 */
public record GatewaySnapshot(
        PMap<String, CompiledApi> apis,
        CustomDomains domains,
        PSortedMap<String, ClientCertificate> clientCertificates,
        ApiKeyTable apiKeys) {

    /** Serves nothing. */
    public static final GatewaySnapshot EMPTY = new GatewaySnapshot(
            HashTreePMap.empty(), CustomDomains.of(TreePMap.empty()), TreePMap.empty(), ApiKeyTable.EMPTY);

    /** The API with {@code id}. */
    public Optional<CompiledApi> api(String id) {
        return Optional.ofNullable(apis.get(id));
    }

    /** The client certificate with {@code id}. */
    public Optional<ClientCertificate> clientCertificate(String id) {
        return Optional.ofNullable(clientCertificates.get(id));
    }
}
