package io.underpass.alb.model;

import java.util.Map;

/**
 * How people sign in, and for how long.
 *
 * <p>Threads: immutable.
 *
 * @param cookieName what the session's cookies are called, before {@code -0} to {@code -3}
 * @param scope what is asked of the provider
 * @param timeoutSeconds how long a session lasts, 1 to 604800
 * @param extraParams go to the authorization endpoint as well, at most 10
 * @param onUnauthenticatedRequest deny, allow or authenticate
 */
public record AuthenticationSession(
        String cookieName,
        String scope,
        int timeoutSeconds,
        Map<String, String> extraParams,
        String onUnauthenticatedRequest) {

    /** AWS's name for the cookies of a session. */
    public static final String DEFAULT_COOKIE_NAME = "AWSELBAuthSessionCookie";

    /** Seven days. */
    public static final int MAX_TIMEOUT_SECONDS = 604800;
}
