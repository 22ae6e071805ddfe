package io.underpass.emulator.logs;

import io.underpass.alb.TargetStates;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.data.LoadBalancerMetric;
import io.underpass.alb.data.LoadBalancerMetrics;
import io.underpass.alb.data.LoadBalancerMetrics.Counts;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The metrics of load balancers of applications in Prometheus' text format 0.0.4. CloudWatch's names and dimensions, in
 * its namespace {@code AWS/ApplicationELB}, stand in each {@code HELP} line (spec 6.4): {@code LoadBalancer} is the label
 * {@code load_balancer}, {@code TargetGroup} is {@code target_group}, empty for a whole load balancer. There is none for
 * {@code AvailabilityZone}: nothing here is in one.
 *
 * <p>Threads: stateless.
 */
public final class LoadBalancerMetricsText {

    private static final String PREFIX = "underpass_alb_";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private static final Set<LoadBalancerMetric> OF_GROUPS =
            EnumSet.range(LoadBalancerMetric.HTTP_CODE_TARGET_2XX, LoadBalancerMetric.LAMBDA_USER_ERROR);

    private final StringBuilder text = new StringBuilder(4096);
    private final AlbSnapshot snapshot;
    private final SortedMap<String, Counts> loadBalancers;
    private final SortedMap<String, Counts> targetGroups;

    private LoadBalancerMetricsText(LoadBalancerMetrics metrics, AlbSnapshot snapshot) {
        this.snapshot = snapshot;
        this.loadBalancers = new TreeMap<>(metrics.loadBalancers());
        this.targetGroups = new TreeMap<>(metrics.targetGroups());
        loadBalancers.keySet().removeIf(arn -> snapshot.loadBalancer(arn).isEmpty());
        targetGroups.keySet().removeIf(arn -> snapshot.userOf(arn).isEmpty());
    }

    /**
     * The text.
     *
     * @param states what targets are like
     */
    public static String of(LoadBalancerMetrics metrics, AlbSnapshot snapshot, TargetStates states) {
        LoadBalancerMetricsText text = new LoadBalancerMetricsText(metrics, snapshot);
        for (LoadBalancerMetric metric : LoadBalancerMetric.values()) {
            text.counted(metric);
        }
        text.responseTimes();
        text.hosts("healthy_hosts", "HealthyHostCount", (group, target) -> is("healthy", states.health(group, target)));
        text.hosts(
                "unhealthy_hosts",
                "UnHealthyHostCount",
                (group, target) -> is("unhealthy", states.health(group, target)));
        text.hosts(
                "anomalous_hosts",
                "AnomalousHostCount",
                (group, target) -> states.anomaly(group, target).anomalous());
        text.hosts(
                "mitigated_hosts",
                "MitigatedHostCount",
                (group, target) -> states.anomaly(group, target).mitigated());
        return text.text.toString();
    }

    private static boolean is(String state, TargetStates.TargetHealth health) {
        return health.state().equals(state);
    }

    private void counted(LoadBalancerMetric metric) {
        boolean gauge = metric == LoadBalancerMetric.ACTIVE_CONNECTION_COUNT;
        String name =
                PREFIX + metric.name().toLowerCase(Locale.ROOT).replaceFirst("_count$", "") + (gauge ? "" : "_total");
        head(name, gauge ? "gauge" : "counter", metric.cloudWatchName());
        if (!OF_GROUPS.contains(metric)) {
            loadBalancers.forEach((arn, counts) -> line(name, ofLoadBalancer(arn), counts.of(metric)));
        }
        if (OF_GROUPS.contains(metric) || metric == LoadBalancerMetric.REQUEST_COUNT) {
            targetGroups.forEach((arn, counts) -> line(name, ofGroup(arn), counts.of(metric)));
        }
    }

    private void responseTimes() {
        String name = PREFIX + "target_response_time_seconds";
        head(name, "histogram", "TargetResponseTime");
        List<Long> bounds = LoadBalancerMetrics.BOUNDS_MILLIS;
        targetGroups.forEach((arn, counts) -> {
            String labels = ofGroup(arn);
            for (int i = 0; i < bounds.size(); i++) {
                String bound = Double.toString(bounds.get(i) / MILLIS_PER_SECOND);
                line(name + "_bucket", labels + ",le=\"" + bound + '"', counts.atMost(i));
            }
            line(name + "_bucket", labels + ",le=\"+Inf\"", counts.atMost(bounds.size()));
            text.append(name).append("_sum{").append(labels).append("} ");
            text.append(String.format(Locale.ROOT, "%.6f", counts.nanos() / NANOS_PER_SECOND))
                    .append('\n');
            line(name + "_count", labels, counts.atMost(bounds.size()));
        });
    }

    /** Says something of a target of a group. */
    private interface Question {
        boolean asks(TargetGroup group, TargetDescription target);
    }

    private void hosts(String suffix, String cloudWatchName, Question question) {
        String name = PREFIX + suffix;
        head(name, "gauge", cloudWatchName);
        snapshot.targetGroups().values().stream()
                .map(CompiledTargetGroup::source)
                .filter(group -> snapshot.userOf(group.targetGroupArn())
                        .filter(Predicate.not(CompiledLoadBalancer::network))
                        .isPresent())
                .sorted((a, b) -> a.targetGroupArn().compareTo(b.targetGroupArn()))
                .forEach(group -> line(
                        name,
                        ofGroup(group.targetGroupArn()),
                        group.targets().values().stream()
                                .filter(target -> target.deregisteredAt().isEmpty())
                                .filter(target -> question.asks(group, target))
                                .count()));
    }

    private void head(String name, String type, String cloudWatchName) {
        text.append("# HELP ").append(name).append(" AWS/ApplicationELB ").append(cloudWatchName);
        text.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void line(String name, String labels, long value) {
        text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    private static String ofLoadBalancer(String arn) {
        return "load_balancer=\"" + resource(arn, ":loadbalancer/") + "\",target_group=\"\"";
    }

    private String ofGroup(String arn) {
        String loadBalancer =
                snapshot.userOf(arn).map(CompiledLoadBalancer::resourceId).orElse("");
        return "load_balancer=\"" + loadBalancer + "\",target_group=\"targetgroup/" + resource(arn, ":targetgroup/")
                + '"';
    }

    /** Names and ids of load balancers and groups need no escaping. */
    private static String resource(String arn, String type) {
        return arn.substring(arn.indexOf(type) + type.length());
    }
}
