package io.underpass.alb.control;

import static io.underpass.alb.control.AttributeKey.emulated;
import static io.underpass.alb.control.AttributeKey.emulatedFlag;
import static io.underpass.alb.control.AttributeKey.fixed;
import static io.underpass.alb.control.AttributeKey.fixedFlag;
import static io.underpass.alb.control.AttributeKey.oneOf;
import static io.underpass.alb.control.AttributeKey.range;

import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.LoadBalancerAttributes;
import io.underpass.alb.model.LoadBalancerAttributes.XForwardedFor;
import io.underpass.alb.model.LogAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which attributes load balancers have and which values these take (spec 1.6). Threads: stateless. */
final class LoadBalancerCatalogue {

    private static final AttributeCatalogue INTERNET_FACING = catalogue(false);
    private static final AttributeCatalogue INTERNAL = catalogue(true);
    private static final AttributeCatalogue INTERNET_FACING_NETWORK = networkCatalogue(false);
    private static final AttributeCatalogue INTERNAL_NETWORK = networkCatalogue(true);

    private LoadBalancerCatalogue() {}

    static AttributeCatalogue of(LoadBalancer loadBalancer) {
        if (loadBalancer.network()) {
            return loadBalancer.internal() ? INTERNAL_NETWORK : INTERNET_FACING_NETWORK;
        }
        return loadBalancer.internal() ? INTERNAL : INTERNET_FACING;
    }

    private static AttributeCatalogue catalogue(boolean internal) {
        return new AttributeCatalogue(List.of(
                emulatedFlag(LogAttributes.ACCESS.enabled()),
                emulated(LogAttributes.ACCESS.bucket(), AttributeKey.ANYTHING),
                emulated(LogAttributes.ACCESS.prefix(), AttributeKey.ANYTHING),
                emulatedFlag(LogAttributes.CONNECTION.enabled()),
                emulated(LogAttributes.CONNECTION.bucket(), AttributeKey.ANYTHING),
                emulated(LogAttributes.CONNECTION.prefix(), AttributeKey.ANYTHING),
                emulatedFlag(LogAttributes.HEALTH_CHECK.enabled()),
                emulated(LogAttributes.HEALTH_CHECK.bucket(), AttributeKey.ANYTHING),
                emulated(LogAttributes.HEALTH_CHECK.prefix(), AttributeKey.ANYTHING),
                emulatedFlag(LoadBalancerAttributes.DELETION_PROTECTION),
                emulated(LoadBalancerAttributes.IDLE_TIMEOUT, range(1, 4000)),
                emulated(LoadBalancerAttributes.CLIENT_KEEP_ALIVE, range(60, 604800)),
                fixedFlag("ipv6.deny_all_igw_traffic", internal),
                new AttributeKey("load_balancing.cross_zone.enabled", "true", true, LoadBalancerCatalogue::crossZone),
                emulated(
                        LoadBalancerAttributes.DESYNC_MITIGATION_MODE,
                        oneOf(List.of("monitor", "defensive", "strictest"))),
                emulatedFlag(LoadBalancerAttributes.DROP_INVALID_HEADER_FIELDS),
                emulatedFlag(LoadBalancerAttributes.PRESERVE_HOST_HEADER),
                emulatedFlag(LoadBalancerAttributes.TLS_VERSION_AND_CIPHER_SUITE),
                emulatedFlag(LoadBalancerAttributes.XFF_CLIENT_PORT),
                emulated(
                        LoadBalancerAttributes.XFF_HEADER_PROCESSING_MODE,
                        oneOf(Stream.of(XForwardedFor.values())
                                .map(XForwardedFor::value)
                                .toList())),
                emulatedFlag(LoadBalancerAttributes.HTTP2),
                fixedFlag("waf.fail_open.enabled", false),
                fixedFlag("zonal_shift.config.enabled", false)));
    }

    /** Target groups may say otherwise, load balancers may not (AWS: API_LoadBalancerAttribute). The text is a guess. */
    private static Optional<String> crossZone(String value) {
        if (value.equals("false")) {
            throw Refusals.invalidConfiguration("Cross-zone load balancing is always enabled for load balancers of type"
                    + " 'application'; it can be turned off for their target groups");
        }
        return oneOf(List.of("true", "false")).apply(value);
    }

    private static AttributeCatalogue networkCatalogue(boolean internal) {
        return new AttributeCatalogue(List.of(
                emulatedFlag(LogAttributes.ACCESS.enabled()),
                emulated(LogAttributes.ACCESS.bucket(), AttributeKey.ANYTHING),
                emulated(LogAttributes.ACCESS.prefix(), AttributeKey.ANYTHING),
                emulatedFlag(LoadBalancerAttributes.DELETION_PROTECTION),
                fixed(
                        "dns_record.client_routing_policy",
                        "any_availability_zone",
                        oneOf(List.of(
                                "any_availability_zone",
                                "availability_zone_affinity",
                                "partial_availability_zone_affinity"))),
                fixedFlag("ipv6.deny_all_igw_traffic", internal),
                emulatedFlag(LoadBalancerAttributes.NETWORK_CROSS_ZONE),
                fixed("secondary_ips.auto_assigned.per_subnet", "0", range(0, 7)),
                fixedFlag("zonal_shift.config.enabled", false)));
    }
}
