package io.underpass.alb.control;

import static io.underpass.alb.control.AttributeKey.emulated;
import static io.underpass.alb.control.AttributeKey.emulatedFlag;
import static io.underpass.alb.control.AttributeKey.fixed;
import static io.underpass.alb.control.AttributeKey.fixedFlag;
import static io.underpass.alb.control.AttributeKey.oneOf;
import static io.underpass.alb.control.AttributeKey.range;

import io.underpass.alb.model.LoadBalancer;
import java.util.List;

/** The attributes of load balancers (spec 1.6). Threads: stateless. */
final class LoadBalancerAttributes {

    private static final String DELETION_PROTECTION = "deletion_protection.enabled";

    private static final AttributeCatalogue INTERNET_FACING = catalogue(false);
    private static final AttributeCatalogue INTERNAL = catalogue(true);

    private LoadBalancerAttributes() {}

    static AttributeCatalogue of(LoadBalancer loadBalancer) {
        return loadBalancer.internal() ? INTERNAL : INTERNET_FACING;
    }

    static boolean deletionProtected(LoadBalancer loadBalancer) {
        return Boolean.parseBoolean(of(loadBalancer).value(loadBalancer.attributes(), DELETION_PROTECTION));
    }

    private static AttributeCatalogue catalogue(boolean internal) {
        return new AttributeCatalogue(List.of(
                fixedFlag("access_logs.s3.enabled", false),
                fixed("access_logs.s3.bucket", ""),
                fixed("access_logs.s3.prefix", ""),
                fixedFlag("connection_logs.s3.enabled", false),
                fixed("connection_logs.s3.bucket", ""),
                fixed("connection_logs.s3.prefix", ""),
                fixedFlag("health_check_logs.s3.enabled", false),
                fixed("health_check_logs.s3.bucket", ""),
                fixed("health_check_logs.s3.prefix", ""),
                emulatedFlag(DELETION_PROTECTION, false),
                emulated("idle_timeout.timeout_seconds", "60", range(1, 4000)),
                fixed("client_keep_alive.seconds", "3600", range(60, 604800)),
                fixedFlag("ipv6.deny_all_igw_traffic", internal),
                fixedFlag("load_balancing.cross_zone.enabled", true),
                fixed(
                        "routing.http.desync_mitigation_mode",
                        "defensive",
                        oneOf(List.of("monitor", "defensive", "strictest"))),
                emulatedFlag("routing.http.drop_invalid_header_fields.enabled", false),
                emulatedFlag("routing.http.preserve_host_header.enabled", false),
                fixedFlag("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", false),
                emulatedFlag("routing.http.xff_client_port.enabled", false),
                emulated(
                        "routing.http.xff_header_processing.mode",
                        "append",
                        oneOf(List.of("append", "preserve", "remove"))),
                fixedFlag("routing.http2.enabled", true),
                fixedFlag("waf.fail_open.enabled", false),
                fixedFlag("zonal_shift.config.enabled", false)));
    }
}
