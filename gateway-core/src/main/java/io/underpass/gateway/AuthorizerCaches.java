package io.underpass.gateway;

/**
 * Port: what the control API needs of the decisions of authorizers that requests have left behind.
 *
 * <p>Threads: safe; never blocking.
 */
@FunctionalInterface
public interface AuthorizerCaches {

    /** Keeps no decisions. */
    AuthorizerCaches NONE = (apiId, stage) -> {};

    /** Forgets all decisions for {@code stage} of the API {@code apiId}. */
    void flush(String apiId, String stage);
}
