package io.underpass.emulator.logs;

import io.underpass.gateway.data.GatewayMetrics;
import io.underpass.gateway.data.GatewayMetrics.Counts;
import io.underpass.gateway.data.GatewayMetrics.Histogram;
import io.underpass.gateway.data.GatewayMetrics.Series;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The metrics of stages in Prometheus' text format 0.0.4. CloudWatch's names and dimensions, in its namespace
 * {@code AWS/ApiGateway}, stand in each {@code HELP} line (spec 7.3): {@code ApiName} is the label {@code api_name},
 * {@code Stage} is {@code stage}, {@code Resource} is {@code resource} and {@code Method} is {@code method}; the last two
 * are empty for a whole stage. A series by {@code ApiName} alone is the sum over the stages.
 *
 * <p>Threads: stateless.
 */
public final class MetricsText {

    /** The type of the text. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private MetricsText() {}

    /**
     * The text.
     *
     * @param names from an API's id to its name
     */
    public static String of(SortedMap<Series, Counts> counts, Function<String, String> names, long droppedLogLines) {
        StringBuilder text = new StringBuilder(4096);
        counter(
                text,
                "underpass_gateway_requests_total",
                "Count",
                counts,
                names,
                one -> one.latency().count());
        counter(text, "underpass_gateway_4xx_errors_total", "4XXError", counts, names, Counts::clientErrors);
        counter(text, "underpass_gateway_5xx_errors_total", "5XXError", counts, names, Counts::serverErrors);
        counter(text, "underpass_gateway_cache_hits_total", "CacheHitCount", counts, names, Counts::cacheHits);
        counter(text, "underpass_gateway_cache_misses_total", "CacheMissCount", counts, names, Counts::cacheMisses);
        histogram(text, "underpass_gateway_latency_seconds", "Latency", counts, names, Counts::latency);
        histogram(
                text,
                "underpass_gateway_integration_latency_seconds",
                "IntegrationLatency",
                counts,
                names,
                Counts::integrationLatency);
        text.append("# HELP underpass_dropped_log_lines_total Lines of logs that were not written.\n")
                .append("# TYPE underpass_dropped_log_lines_total counter\n")
                .append("underpass_dropped_log_lines_total ")
                .append(droppedLogLines)
                .append('\n');
        return text.toString();
    }

    private static void head(StringBuilder text, String name, String type, String cloudWatch) {
        text.append("# HELP ")
                .append(name)
                .append(" AWS/ApiGateway ")
                .append(cloudWatch)
                .append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void counter(
            StringBuilder text,
            String name,
            String cloudWatch,
            SortedMap<Series, Counts> counts,
            Function<String, String> names,
            ToLongFunction<Counts> value) {
        head(text, name, "counter", cloudWatch);
        counts.forEach((series, one) -> text.append(name)
                .append('{')
                .append(labels(series, names))
                .append("} ")
                .append(value.applyAsLong(one))
                .append('\n'));
    }

    private static void histogram(
            StringBuilder text,
            String name,
            String cloudWatch,
            SortedMap<Series, Counts> counts,
            Function<String, String> names,
            Function<Counts, Histogram> value) {
        head(text, name, "histogram", cloudWatch);
        for (Map.Entry<Series, Counts> entry : counts.entrySet()) {
            String labels = labels(entry.getKey(), names);
            Histogram histogram = value.apply(entry.getValue());
            for (int i = 0; i < GatewayMetrics.BOUNDS_MILLIS.size(); i++) {
                double bound = GatewayMetrics.BOUNDS_MILLIS.get(i) / MILLIS_PER_SECOND;
                bucket(text, name, labels, Double.toString(bound), histogram.atMost(i));
            }
            bucket(text, name, labels, "+Inf", histogram.count());
            text.append(name).append("_sum{").append(labels).append("} ");
            text.append(String.format(Locale.ROOT, "%.6f", histogram.nanos() / NANOS_PER_SECOND))
                    .append('\n');
            text.append(name)
                    .append("_count{")
                    .append(labels)
                    .append("} ")
                    .append(histogram.count())
                    .append('\n');
        }
    }

    private static void bucket(StringBuilder text, String name, String labels, String bound, long count) {
        text.append(name)
                .append("_bucket{")
                .append(labels)
                .append(",le=\"")
                .append(bound)
                .append("\"} ")
                .append(count)
                .append('\n');
    }

    private static String labels(Series series, Function<String, String> names) {
        return "api_id=\"" + escaped(series.apiId())
                + "\",api_name=\"" + escaped(names.apply(series.apiId()))
                + "\",stage=\"" + escaped(series.stage())
                + "\",resource=\"" + escaped(series.resource())
                + "\",method=\"" + escaped(series.method()) + '"';
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
