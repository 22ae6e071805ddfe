package io.underpass.gateway.compile;

import java.time.Duration;
import java.util.List;

/**
 * How the responses of a method are cached.
 *
 * <p>Threads: immutable.
 *
 * @param namespace methods with the same one share responses
 * @param keys the parameters that tell responses apart
 * @param varies whether the response depends on what the client accepts
 * @param authorizedInvalidation whether only clients with a permission may have a response fetched anew
 */
public record ResponseCaching(
        String namespace,
        List<MappingSource> keys,
        boolean varies,
        Duration timeToLive,
        boolean authorizedInvalidation,
        Unauthorized unauthorized) {

    /** What becomes of a client's {@code Cache-Control: max-age=0} without the permission. */
    public enum Unauthorized {
        /** 403. */
        FAIL_WITH_403,
        /** The header is ignored, and a warning says so. */
        SUCCEED_WITH_RESPONSE_HEADER,
        /** The header is ignored. */
        SUCCEED_WITHOUT_RESPONSE_HEADER
    }
}
