package io.underpass.alb.model;

import java.time.Duration;
import java.util.Locale;

/** The attributes of load balancers that have an effect (spec 1.6). Threads: constants only. */
public final class LoadBalancerAttributes {

    /** Whether it cannot be deleted. */
    public static final Attribute<Boolean> DELETION_PROTECTION = Attribute.flag("deletion_protection.enabled", false);

    /** How long a target or a client may be silent. */
    public static final Attribute<Duration> IDLE_TIMEOUT = Attribute.seconds("idle_timeout.timeout_seconds", 60);

    /** How old a client's connection may become. */
    public static final Attribute<Duration> CLIENT_KEEP_ALIVE = Attribute.seconds("client_keep_alive.seconds", 3600);

    /** Whether fields with odd names are dropped on the way to targets. */
    public static final Attribute<Boolean> DROP_INVALID_HEADER_FIELDS =
            Attribute.flag("routing.http.drop_invalid_header_fields.enabled", false);

    /** Whether targets get Host fields as they came. */
    public static final Attribute<Boolean> PRESERVE_HOST_HEADER =
            Attribute.flag("routing.http.preserve_host_header.enabled", false);

    /** Whether the load balancer's own entry in X-Forwarded-For names the client's port. */
    public static final Attribute<Boolean> XFF_CLIENT_PORT =
            Attribute.flag("routing.http.xff_client_port.enabled", false);

    /** Whether targets are told the version and the cipher of the client's TLS. */
    public static final Attribute<Boolean> TLS_VERSION_AND_CIPHER_SUITE =
            Attribute.flag("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", false);

    /** What it does about requests that could be read in different ways: monitor, defensive or strictest. */
    public static final Attribute<String> DESYNC_MITIGATION_MODE =
            Attribute.text("routing.http.desync_mitigation_mode", "defensive");

    /** Whether listeners that end TLS offer HTTP/2. */
    public static final Attribute<Boolean> HTTP2 = Attribute.flag("routing.http2.enabled", true);

    /**
     * Whether a network load balancer passes connections on to other zones. All zones are one here, so that both values
     * mean the same.
     */
    public static final Attribute<Boolean> NETWORK_CROSS_ZONE =
            Attribute.flag("load_balancing.cross_zone.enabled", false);

    /** What it does with X-Forwarded-For. */
    public static final Attribute<XForwardedFor> XFF_HEADER_PROCESSING_MODE = new Attribute<>(
            "routing.http.xff_header_processing.mode",
            XForwardedFor.APPEND.value(),
            text -> XForwardedFor.valueOf(text.toUpperCase(Locale.ROOT)));

    /** The ways to treat X-Forwarded-For. */
    public enum XForwardedFor {
        /** The client's address is added. */
        APPEND,
        /** Nothing is changed. */
        PRESERVE,
        /** The field is dropped. */
        REMOVE;

        /** AWS's name. */
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private LoadBalancerAttributes() {}
}
