package io.underpass.gateway.model;

import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All REST APIs of all accounts and regions.
 *
 * <p>Threads: immutable.
 *
 * @param apis by id
 */
public record GatewayState(PSortedMap<String, ApiState> apis) {

    /** No API. */
    public static final GatewayState EMPTY = new GatewayState(TreePMap.empty());

    /** The API with {@code id}. */
    public Optional<ApiState> api(String id) {
        return Optional.ofNullable(apis.get(id));
    }

    /** This state with {@code api} added or replaced. */
    public GatewayState with(ApiState api) {
        return new GatewayState(apis.plus(api.api().id(), api));
    }

    /** This state without the API {@code id}. */
    public GatewayState without(String id) {
        return new GatewayState(apis.minus(id));
    }
}
