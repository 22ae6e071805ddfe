package io.underpass.gateway;

/**
 * Port: what the control API needs of the responses that stages have cached.
 *
 * <p>Threads: safe; never blocking.
 */
@FunctionalInterface
public interface StageCaches {

    /** Forgets all responses that {@code stage} of the API {@code apiId} has cached. */
    void flush(String apiId, String stage);
}
