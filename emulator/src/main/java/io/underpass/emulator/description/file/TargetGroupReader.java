package io.underpass.emulator.description.file;

import io.underpass.emulator.description.HealthCheck;
import io.underpass.emulator.description.TargetGroup;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads target groups. Threads: stateless. */
final class TargetGroupReader {

    private TargetGroupReader() {}

    static Optional<TargetGroup> read(String name, Fields.Named value) {
        return Optional.of(read(name, value.fields(Part.TARGET_GROUP)));
    }

    static TargetGroup read(String name, Fields fields) {
        return new TargetGroup(
                name,
                fields.texts("targets"),
                fields.oneOf("protocol", "HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"),
                fields.oneOf("version", "HTTP1", "HTTP2", "GRPC"),
                fields.oneOf("type", "ip", "instance", "lambda", "alb"),
                fields.read("healthCheck", TargetGroupReader::healthCheck).orElse(HealthCheck.QUICK),
                fields.time("stickiness"),
                fields.textMap("attributes"),
                fields.number("port"));
    }

    static TargetGroup of(List<String> targets) {
        return TargetGroup.of("").targets(targets.toArray(String[]::new));
    }

    /** The path alone is all that most need. */
    private static Optional<HealthCheck> healthCheck(Node node, String path, Mistakes mistakes) {
        HealthCheck quick = HealthCheck.QUICK;
        if (node instanceof ScalarNode) {
            return Nodes.text(node, path, mistakes).map(quick::path);
        }
        Fields fields = Fields.of(node, Part.HEALTH_CHECK, path, mistakes);
        return Optional.of(new HealthCheck(
                fields.text("path"),
                fields.time("interval").or(quick::interval),
                fields.time("timeout").or(quick::timeout),
                fields.number("healthy").or(quick::healthy),
                fields.number("unhealthy").or(quick::unhealthy),
                fields.text("codes"),
                fields.text("port"),
                fields.oneOf("protocol", "HTTP", "HTTPS", "TCP")));
    }
}
