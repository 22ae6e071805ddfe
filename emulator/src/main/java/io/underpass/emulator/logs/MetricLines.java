package io.underpass.emulator.logs;

import java.util.Locale;

/**
 * Lines in Prometheus' text format 0.0.4. What CloudWatch calls a metric stands in its {@code HELP} line.
 *
 * <p>Threads: confined to one thread.
 */
final class MetricLines {

    private final StringBuilder text = new StringBuilder(8192);
    private final String namespace;
    private final String prefix;

    /**
     * None yet.
     *
     * @param namespace CloudWatch's
     * @param prefix of all names
     */
    MetricLines(String namespace, String prefix) {
        this.namespace = namespace;
        this.prefix = prefix;
    }

    /** The whole name of a metric. */
    String named(String name) {
        return prefix + name;
    }

    /** What stands before the lines of a metric; its name with the prefix. */
    String head(String name, String type, String cloudWatchName) {
        String whole = named(name);
        text.append("# HELP ").append(whole).append(' ').append(namespace).append(' ');
        text.append(cloudWatchName).append("\n# TYPE ").append(whole).append(' ');
        text.append(type).append('\n');
        return whole;
    }

    void line(String name, String labels, long value) {
        line(name, labels, Long.toString(value));
    }

    /** With six places. */
    void line(String name, String labels, double value) {
        line(name, labels, String.format(Locale.ROOT, "%.6f", value));
    }

    private void line(String name, String labels, String value) {
        text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
