package io.underpass.gateway.data;

/**
 * The names under which the gateway writes down its decisions.
 *
 * <p>Threads: constants.
 */
final class TrailSteps {

    static final String REQUEST_ID = "requestId";
    static final String API = "api";
    static final String STAGE = "stage";
    static final String RESOURCE = "resource";
    static final String METHOD = "method";
    /** Who was asked whether the request may pass, or who it comes from. */
    static final String AUTHORIZER = "authorizer";

    static final String INTEGRATION = "integration";
    static final String FUNCTION = "function";
    static final String SERVICE = "service";
    static final String ORIGIN = "origin";
    static final String UPSTREAM_STATUS = "upstreamStatus";

    /** Fails only: the request was refused before a stage was looked for. */
    static final String LIMITS = "limits";

    /** Fails only: the request validator found something missing or wrong. */
    static final String VALIDATION = "validation";

    /** Fails only: the gateway itself is broken. */
    static final String GATEWAY = "gateway";

    private TrailSteps() {}
}
