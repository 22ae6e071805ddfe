package io.underpass.alb.control;

import io.underpass.alb.model.LoadBalancer;
import io.underpass.aws.AwsError;
import io.underpass.aws.Ids;
import java.util.Locale;
import java.util.Map;

/** What load balancers of applications and of networks have not in common (spec 1.1, 7). Threads: immutable. */
enum LoadBalancerType {
    APPLICATION("app", 2),
    NETWORK("net", 1);

    private static final int ID_LENGTH = 16;
    private static final int DNS_NUMBER_LENGTH = 10;

    /** From AWS's general reference, "Elastic Load Balancing endpoints and quotas". */
    private static final Map<String, HostedZones> HOSTED_ZONES = Map.ofEntries(
            Map.entry("us-east-1", new HostedZones("Z35SXDOTRQ7X7K", "Z26RNL4JYFTOTI")),
            Map.entry("us-east-2", new HostedZones("Z3AADJGX6KTTL2", "ZLMOA37VPKANP")),
            Map.entry("us-west-1", new HostedZones("Z368ELLRRE2KJ0", "Z24FKFUX50B4VW")),
            Map.entry("us-west-2", new HostedZones("Z1H1FL5HABSF5", "Z18D5FSROUN65G")),
            Map.entry("eu-west-1", new HostedZones("Z32O12XQLNTSW2", "Z2IFOLAFXWLO4F")),
            Map.entry("eu-central-1", new HostedZones("Z215JYRZR1TBD5", "Z3F0SRJ5LGBH90")));

    private static final HostedZones ELSEWHERE = new HostedZones("Z2P70J7EXAMPLE", "Z2P70J7EXAMPLE");

    private final String segment;
    private final int leastZones;

    private record HostedZones(String application, String network) {}

    /** A name and what follows from it. */
    record Identity(String arnName, String dnsName) {}

    LoadBalancerType(String segment, int leastZones) {
        this.segment = segment;
        this.leastZones = leastZones;
    }

    /** The type that a caller asks for. */
    static LoadBalancerType asked(String value) {
        if (value.equals("gateway")) {
            throw AwsError.notEmulated("load balancers of type 'gateway'");
        }
        return valueOf(value.toUpperCase(Locale.ROOT));
    }

    static LoadBalancerType of(LoadBalancer loadBalancer) {
        return loadBalancer.network() ? NETWORK : APPLICATION;
    }

    /** AWS's name. */
    String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands before the name in an ARN. */
    String segment() {
        return segment;
    }

    /** How many zones one must stand in. */
    int leastZones() {
        return leastZones;
    }

    /** The names of a new load balancer; a network load balancer's id is part of its DNS name. */
    Identity identity(String name, boolean internal, String region, Ids ids) {
        String id = ids.hex(ID_LENGTH);
        String dnsName = this == NETWORK
                ? name + '-' + id + ".elb." + region + ".amazonaws.com"
                : (internal ? "internal-" : "") + name + '-' + ids.decimal(DNS_NUMBER_LENGTH) + '.' + region
                        + ".elb.amazonaws.com";
        return new Identity(segment + '/' + name + '/' + id, dnsName);
    }

    String hostedZone(String region) {
        HostedZones zones = HOSTED_ZONES.getOrDefault(region, ELSEWHERE);
        return this == NETWORK ? zones.network : zones.application;
    }
}
