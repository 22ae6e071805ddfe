package io.underpass.alb.compile;

import io.underpass.alb.model.TargetGroupAttributes;
import java.time.Duration;
import java.util.Map;

/**
 * By what a client stays with its target (spec 3.6).
 *
 * <p>Threads: immutable.
 *
 * @param duration how long after the last answer that set the cookie
 * @param appCookie what the application's cookie is called; empty unless that is what counts
 */
public record TargetStickiness(Kind kind, Duration duration, String appCookie) {

    /** No client stays. */
    public static final TargetStickiness OFF = new TargetStickiness(Kind.OFF, Duration.ZERO, "");

    /** By what a client stays. */
    public enum Kind {
        /** Nothing. */
        OFF,
        /** The load balancer's cookie. */
        LB_COOKIE,
        /** The load balancer's cookie together with the application's. */
        APP_COOKIE
    }

    static TargetStickiness of(Map<String, String> attributes) {
        if (!TargetGroupAttributes.STICKINESS.in(attributes)) {
            return OFF;
        }
        if (TargetGroupAttributes.STICKINESS_TYPE.in(attributes).equals("app_cookie")) {
            return new TargetStickiness(
                    Kind.APP_COOKIE,
                    TargetGroupAttributes.APP_COOKIE_DURATION.in(attributes),
                    TargetGroupAttributes.APP_COOKIE_NAME.in(attributes));
        }
        return new TargetStickiness(Kind.LB_COOKIE, TargetGroupAttributes.LB_COOKIE_DURATION.in(attributes), "");
    }

    /** Whether a client stays at all. */
    public boolean isOn() {
        return kind != Kind.OFF;
    }
}
