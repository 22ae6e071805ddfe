package io.underpass.emulator.description.file;

import io.underpass.emulator.description.Action;
import io.underpass.emulator.description.Listener;
import io.underpass.emulator.description.LoadBalancer;
import io.underpass.emulator.description.Rule;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads load balancers, their listeners and rules. Threads: stateless. */
final class LoadBalancerReader {

    private LoadBalancerReader() {}

    static Optional<LoadBalancer> read(String name, Fields.Named value) {
        if (value.isTexts()) {
            return value.texts().map(targets -> LoadBalancer.of(name).forwardTo(targets.toArray(String[]::new)));
        }
        Fields fields = value.fields(Part.LOAD_BALANCER);
        LoadBalancer plain = LoadBalancer.of(name);
        String type = fields.oneOf("type", "application", "network").orElse(plain.type());
        String protocol = type.equals("network") ? "TCP" : "HTTP";
        return Optional.of(new LoadBalancer(
                name,
                type,
                fields.oneOf("scheme", "internal", "internet-facing").orElse(plain.scheme()),
                fields.has("subnets") ? fields.texts("subnets") : plain.subnets(),
                fields.texts("securityGroups"),
                fields.textMap("attributes"),
                fields.named("targetGroups", "target groups by name", TargetGroupReader::read),
                fields.named("listeners", "listeners by port", (port, listener) -> listener(port, listener, protocol)),
                fields.textMap("tags")));
    }

    private static Optional<Listener> listener(String port, Fields.Named value, String protocol) {
        Fields fields = value.fields(Part.LISTENER);
        if (!port.matches("\\d{1,5}")) {
            fields.wrong("'" + port + "' is no port: 1 to 65535");
            return Optional.empty();
        }
        Listener plain = Listener.of(Integer.parseInt(port), protocol);
        return Optional.of(new Listener(
                plain.port(),
                fields.oneOf("protocol", "HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP")
                        .orElse(protocol),
                fields.texts("certificates"),
                fields.items("rules", "rules", LoadBalancerReader::rule),
                fields.read("otherwise", ActionReader::read).orElse(plain.otherwise()),
                fields.textMap("attributes"),
                new Listener.Security(
                        fields.text("policy"),
                        fields.text("alpn"),
                        fields.oneOf("clients", "off", "passthrough", "verify"),
                        fields.text("trustStore")),
                fields.textMap("tags")));
    }

    private static Rule rule(Node node, String path, Mistakes mistakes) {
        Fields fields = Fields.of(node, Part.RULE, path, mistakes);
        Optional<Action> action = ActionReader.read(fields);
        return new Rule(
                fields.texts("path"),
                fields.texts("host"),
                List.copyOf(fields.texts("method")),
                fields.textsMap("header"),
                fields.textsMap("query"),
                fields.texts("sourceIp"),
                fields.read("rewritePath", LoadBalancerReader::rewrite),
                fields.read("rewriteHost", LoadBalancerReader::rewrite),
                action);
    }

    private static Optional<Rule.Rewrite> rewrite(Node node, String path, Mistakes mistakes) {
        Fields fields = Fields.of(node, Part.REWRITE, path, mistakes);
        Optional<String> regex = fields.text("regex");
        if (regex.isEmpty()) {
            fields.wrong("regex is missing");
        }
        return regex.map(given -> new Rule.Rewrite(given, fields.text("replace").orElse("")));
    }
}
