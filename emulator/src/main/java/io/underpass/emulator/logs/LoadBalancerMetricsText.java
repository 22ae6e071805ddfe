package io.underpass.emulator.logs;

import io.underpass.alb.TargetStates;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.data.BalancerCounts;
import io.underpass.alb.data.LoadBalancerMetric;
import io.underpass.alb.data.LoadBalancerMetric.Of;
import io.underpass.alb.data.LoadBalancerMetrics;
import io.underpass.emulator.logs.GroupHealth.Member;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The metrics of load balancers of applications, CloudWatch's namespace {@code AWS/ApplicationELB} (spec 6.4). Targets
 * are in zones, requests are not: in which zone one would have come to a load balancer is not known here.
 *
 * <p>Threads: stateless.
 */
public final class LoadBalancerMetricsText {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final MetricLines lines = new MetricLines("AWS/ApplicationELB", "underpass_alb_");
    private final AlbSnapshot snapshot;
    private final SortedMap<String, BalancerCounts> loadBalancers = new TreeMap<>();
    private final SortedMap<String, BalancerCounts> targetGroups = new TreeMap<>();
    private final List<GroupHealth> healths;

    private LoadBalancerMetricsText(
            SortedMap<String, BalancerCounts> counts, AlbSnapshot snapshot, TargetStates states) {
        this.snapshot = snapshot;
        counts.forEach((arn, counted) -> {
            if (isOfApplications(arn)) {
                loadBalancers.put(arn, counted);
            } else if (isUsed(arn)) {
                targetGroups.put(arn, counted);
            }
        });
        this.healths = snapshot.targetGroups().values().stream()
                .filter(group -> isUsed(group.arn()))
                .sorted(Comparator.comparing(CompiledTargetGroup::arn))
                .map(group -> new GroupHealth(
                        group, group.enabledZones(), group.balancing().acrossZones(), states))
                .toList();
    }

    private boolean isOfApplications(String arn) {
        return snapshot.loadBalancer(arn)
                .filter(Predicate.not(CompiledLoadBalancer::network))
                .isPresent();
    }

    private boolean isUsed(String targetGroupArn) {
        return snapshot.userOf(targetGroupArn)
                .filter(Predicate.not(CompiledLoadBalancer::network))
                .isPresent();
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
        units.keepOnly(arn -> snapshot.loadBalancer(arn).isPresent());
        LoadBalancerMetricsText text = new LoadBalancerMetricsText(counts, snapshot, states);
        for (LoadBalancerMetric metric : LoadBalancerMetric.values()) {
            if (metric.of() != Of.NETWORK) {
                text.counted(metric);
            }
        }
        text.responseTimes();
        text.authenticationTimes();
        text.units(units);
        text.hosts("healthy_hosts", "HealthyHostCount", member -> member.is("healthy"));
        text.hosts("unhealthy_hosts", "UnHealthyHostCount", member -> member.is("unhealthy"));
        text.hosts(
                "anomalous_hosts",
                "AnomalousHostCount",
                member -> member.anomaly().anomalous());
        text.hosts(
                "mitigated_hosts",
                "MitigatedHostCount",
                member -> member.anomaly().mitigated());
        text.zones("healthy_state_dns", "HealthyStateDNS", true, GroupHealth::inDns);
        text.zones("unhealthy_state_dns", "UnhealthyStateDNS", false, GroupHealth::inDns);
        text.zones("healthy_state_routing", "HealthyStateRouting", true, GroupHealth::routed);
        text.zones("unhealthy_state_routing", "UnhealthyStateRouting", false, GroupHealth::routed);
        return text.lines.toString();
    }

    private void counted(LoadBalancerMetric metric) {
        String type = metric.isGauge() ? "gauge" : "counter";
        String name = lines.head(
                metric.name().toLowerCase(Locale.ROOT).replaceFirst("_count$", "") + (metric.isGauge() ? "" : "_total"),
                type,
                metric.cloudWatchName());
        if (metric.of() != Of.TARGET_GROUP) {
            loadBalancers.forEach((arn, counts) -> lines.line(name, ofLoadBalancer(arn), counts.of(metric)));
        }
        if (metric.of() != Of.LOAD_BALANCER) {
            targetGroups.forEach((arn, counts) -> lines.line(name, ofGroup(arn), counts.of(metric)));
        }
    }

    private void responseTimes() {
        String name = lines.head("target_response_time_seconds", "histogram", "TargetResponseTime");
        List<Long> bounds = LoadBalancerMetrics.BOUNDS_MILLIS;
        targetGroups.forEach((arn, counts) -> {
            String labels = ofGroup(arn);
            for (int i = 0; i < bounds.size(); i++) {
                String bound = Double.toString(bounds.get(i) / MILLIS_PER_SECOND);
                lines.line(name + "_bucket", labels + ",le=\"" + bound + '"', counts.atMost(i));
            }
            lines.line(name + "_bucket", labels + ",le=\"+Inf\"", counts.atMost(bounds.size()));
            lines.line(name + "_sum", labels, counts.nanos() / NANOS_PER_SECOND);
            lines.line(name + "_count", labels, counts.atMost(bounds.size()));
        });
    }

    /** CloudWatch has them in milliseconds. */
    private void authenticationTimes() {
        String name = lines.head("elb_auth_latency_seconds", "summary", "ELBAuthLatency");
        loadBalancers.forEach((arn, counts) -> {
            lines.line(name + "_sum", ofLoadBalancer(arn), counts.authenticationNanos() / NANOS_PER_SECOND);
            lines.line(name + "_count", ofLoadBalancer(arn), counts.authentications());
        });
    }

    private void units(CapacityUnits units) {
        String name = lines.head("consumed_lcus", "gauge", "ConsumedLCUs");
        loadBalancers.forEach((arn, counts) -> snapshot.loadBalancer(arn)
                .ifPresent(loadBalancer ->
                        lines.line(name, BalancerLabels.of(loadBalancer), units.ofApplications(loadBalancer, counts))));
        String reserved = lines.head("reserved_lcus", "gauge", "ReservedLCUs");
        loadBalancers
                .keySet()
                .forEach(arn -> snapshot.loadBalancer(arn)
                        .flatMap(loadBalancer -> loadBalancer.source().capacity())
                        .ifPresent(capacity -> lines.line(reserved, ofLoadBalancer(arn), capacity.capacityUnits())));
    }

    private void hosts(String suffix, String cloudWatchName, Predicate<Member> wanted) {
        String name = lines.head(suffix, "gauge", cloudWatchName);
        for (GroupHealth health : healths) {
            String labels = ofGroup(health.group().arn());
            lines.line(name, labels, health.count(wanted));
            health.countByZone(wanted)
                    .forEach((zone, count) -> lines.line(name, BalancerLabels.inZone(labels, zone), count));
        }
    }

    /** How many zones are {@code wanted}, and for each whether it is; functions are in none. */
    private void zones(
            String suffix,
            String cloudWatchName,
            boolean wanted,
            Function<GroupHealth, SortedMap<String, Boolean>> question) {
        String name = lines.head(suffix, "gauge", cloudWatchName);
        for (GroupHealth health : healths) {
            if (health.group().function().isEmpty()) {
                String labels = ofGroup(health.group().arn());
                SortedMap<String, Boolean> zones = question.apply(health);
                lines.line(
                        name,
                        labels,
                        zones.values().stream().filter(is -> is == wanted).count());
                zones.forEach(
                        (zone, is) -> lines.line(name, BalancerLabels.inZone(labels, zone), is == wanted ? 1 : 0));
            }
        }
    }

    private String ofLoadBalancer(String arn) {
        return snapshot.loadBalancer(arn).map(BalancerLabels::of).orElse("");
    }

    private String ofGroup(String arn) {
        return BalancerLabels.ofGroup(snapshot, arn);
    }
}
