package io.underpass.emulator.logs;

import io.underpass.alb.TargetStates;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.data.BalancerCounts;
import io.underpass.alb.data.LoadBalancerMetric;
import io.underpass.alb.data.LoadBalancerMetric.Of;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.alb.model.LoadBalancerAttributes;
import io.underpass.alb.model.TargetGroupAttributes;
import io.underpass.emulator.logs.GroupHealth.Member;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of network load balancers, CloudWatch's namespace {@code AWS/NetworkELB}. What CloudWatch has for each
 * protocol, with names that end in {@code _TCP} and {@code _TLS}, has a label {@code protocol} here; the sum over it is
 * what CloudWatch has for all protocols.
 *
 * <p>Threads: stateless.
 */
public final class NetworkMetricsText {

    /** What target groups have as well. */
    private static final Set<LoadBalancerMetric> OF_GROUPS = EnumSet.of(
            LoadBalancerMetric.NLB_NEW_FLOW_TCP,
            LoadBalancerMetric.NLB_NEW_FLOW_TLS,
            LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP,
            LoadBalancerMetric.NLB_ACTIVE_FLOW_TLS);

    private static final Pattern BY_PROTOCOL = Pattern.compile("(.*)_(TCP|TLS)");

    private final MetricLines lines = new MetricLines("AWS/NetworkELB", "underpass_nlb_");
    private final AlbSnapshot snapshot;
    private final List<CompiledLoadBalancer> loadBalancers;
    private final SortedMap<String, BalancerCounts> counts;
    private final SortedMap<String, GroupHealth> healths = new TreeMap<>();

    private NetworkMetricsText(SortedMap<String, BalancerCounts> counts, AlbSnapshot snapshot, TargetStates states) {
        this.counts = counts;
        this.snapshot = snapshot;
        this.loadBalancers = snapshot.loadBalancers().values().stream()
                .filter(CompiledLoadBalancer::network)
                .sorted(Comparator.comparing(CompiledLoadBalancer::arn))
                .toList();
        for (CompiledTargetGroup group : snapshot.targetGroups().values()) {
            snapshot.userOf(group.arn())
                    .filter(CompiledLoadBalancer::network)
                    .ifPresent(user -> healths.put(
                            group.arn(), new GroupHealth(group, zones(user), acrossZones(group, user), states)));
        }
    }

    private static List<String> zones(CompiledLoadBalancer loadBalancer) {
        return loadBalancer.source().availabilityZones().stream()
                .map(AvailabilityZone::zoneName)
                .toList();
    }

    private static boolean acrossZones(CompiledTargetGroup group, CompiledLoadBalancer user) {
        String own = TargetGroupAttributes.CROSS_ZONE.in(group.source().attributes());
        return own.equals("true")
                || (!own.equals("false")
                        && LoadBalancerAttributes.NETWORK_CROSS_ZONE.in(
                                user.source().attributes()));
    }

    /**
     * The text.
     *
     * @param counts by the ARNs of load balancers and target groups
     * @param states what targets are like
     * @param units tells how many capacity units are used
     */
    public static String of(
            SortedMap<String, BalancerCounts> counts, AlbSnapshot snapshot, TargetStates states, CapacityUnits units) {
        NetworkMetricsText text = new NetworkMetricsText(counts, snapshot, states);
        String before = "";
        for (LoadBalancerMetric metric : LoadBalancerMetric.values()) {
            if (metric.of() == Of.NETWORK) {
                before = text.counted(metric, before);
            }
        }
        text.units(units);
        text.hosts("healthy_hosts", "HealthyHostCount", member -> member.is("healthy"));
        text.hosts("unhealthy_hosts", "UnHealthyHostCount", member -> member.is("unhealthy"));
        text.zones();
        return text.lines.toString();
    }

    /** Metrics of one name stand together: the head only before the first of them. */
    private String counted(LoadBalancerMetric metric, String before) {
        Matcher byProtocol = BY_PROTOCOL.matcher(metric.name());
        boolean one = !byProtocol.matches();
        String stem = (one ? metric.name() : byProtocol.group(1)).toLowerCase(Locale.ROOT);
        String name = stem.substring("nlb_".length()) + (metric.isGauge() ? "" : "_total");
        String protocol = one ? "" : ",protocol=\"" + byProtocol.group(2) + '"';
        if (!name.equals(before)) {
            String cloudWatchName = metric.cloudWatchName();
            lines.head(
                    name,
                    metric.isGauge() ? "gauge" : "counter",
                    one ? cloudWatchName : cloudWatchName.substring(0, cloudWatchName.lastIndexOf('_')));
        }
        for (CompiledLoadBalancer loadBalancer : loadBalancers) {
            lines.line(
                    lines.named(name),
                    BalancerLabels.of(loadBalancer) + protocol,
                    of(loadBalancer).of(metric));
        }
        if (OF_GROUPS.contains(metric)) {
            healths.keySet()
                    .forEach(arn -> lines.line(
                            lines.named(name),
                            BalancerLabels.ofGroup(snapshot, arn) + protocol,
                            counts.getOrDefault(arn, BalancerCounts.NONE).of(metric)));
        }
        return name;
    }

    private BalancerCounts of(CompiledLoadBalancer loadBalancer) {
        return counts.getOrDefault(loadBalancer.arn(), BalancerCounts.NONE);
    }

    private void units(CapacityUnits units) {
        String name = lines.head("consumed_lcus", "gauge", "ConsumedLCUs");
        for (CompiledLoadBalancer loadBalancer : loadBalancers) {
            double[] used = units.ofNetwork(loadBalancer, of(loadBalancer));
            String labels = BalancerLabels.of(loadBalancer);
            lines.line(name, labels + ",protocol=\"TCP\"", used[0]);
            lines.line(name, labels + ",protocol=\"TLS\"", used[1]);
        }
        String reserved = lines.head("reserved_lcus", "gauge", "ReservedLCUs");
        for (CompiledLoadBalancer loadBalancer : loadBalancers) {
            loadBalancer
                    .source()
                    .capacity()
                    .ifPresent(capacity ->
                            lines.line(reserved, BalancerLabels.of(loadBalancer), capacity.capacityUnits()));
        }
    }

    /** Load balancers of applications that are targets do not count. */
    private void hosts(String suffix, String cloudWatchName, Predicate<Member> wanted) {
        String name = lines.head(suffix, "gauge", cloudWatchName);
        healths.forEach((arn, health) -> {
            if (!health.group().source().targetType().equals("alb")) {
                String labels = BalancerLabels.ofGroup(snapshot, arn);
                lines.line(name, labels, health.count(wanted));
                health.countByZone(wanted)
                        .forEach((zone, count) -> lines.line(name, BalancerLabels.inZone(labels, zone), count));
            }
        });
    }

    /** A zone is healthy where each group that serves it has enough healthy targets to keep it in DNS. */
    private void zones() {
        String name = lines.head("zonal_health_status", "gauge", "ZonalHealthStatus");
        for (CompiledLoadBalancer loadBalancer : loadBalancers) {
            SortedMap<String, Boolean> zones = new TreeMap<>();
            healths.forEach((arn, health) -> {
                if (snapshot.userOf(arn).equals(Optional.of(loadBalancer))) {
                    health.inDns().forEach((zone, is) -> zones.merge(zone, is, Boolean::logicalAnd));
                }
            });
            String labels = BalancerLabels.of(loadBalancer);
            lines.line(name, labels, zones.values().stream().filter(is -> is).count());
            zones.forEach((zone, is) -> lines.line(name, BalancerLabels.inZone(labels, zone), is ? 1 : 0));
        }
    }
}
