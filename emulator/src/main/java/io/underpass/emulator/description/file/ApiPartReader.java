package io.underpass.emulator.description.file;

import io.underpass.emulator.description.AccessLog;
import io.underpass.emulator.description.Authorizer;
import io.underpass.emulator.description.Canary;
import io.underpass.emulator.description.GatewayResponse;
import io.underpass.emulator.description.MethodSettings;
import io.underpass.emulator.description.Plan;
import io.underpass.emulator.description.StageSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads what routes and stages of APIs need. Threads: stateless. */
final class ApiPartReader {

    private static final Map<String, String> TYPES =
            Map.of("token", "TOKEN", "request", "REQUEST", "userPools", "COGNITO_USER_POOLS");

    private ApiPartReader() {}

    static Optional<Authorizer> authorizer(String name, Fields.Named value) {
        Fields fields = value.fields(Part.AUTHORIZER);
        List<String> kinds =
                TYPES.keySet().stream().filter(fields::has).sorted().toList();
        if (kinds.size() != 1) {
            fields.wrong("there should be one of token, request and userPools");
            return Optional.empty();
        }
        return Optional.of(new Authorizer(
                name,
                TYPES.getOrDefault(kinds.get(0), ""),
                fields.texts(kinds.get(0)),
                fields.texts("by"),
                fields.time("ttl"),
                fields.text("validation")));
    }

    static Optional<Plan> plan(String name, Fields.Named value) {
        Fields fields = value.fields(Part.PLAN);
        if (fields.has("quota") != fields.has("period")) {
            fields.wrong("there should be both of quota and period, or neither");
        }
        return Optional.of(new Plan(
                name,
                fields.textMap("keys"),
                fields.number("rate"),
                fields.number("burst"),
                fields.number("quota"),
                fields.oneOf("period", "DAY", "WEEK", "MONTH")));
    }

    static Optional<GatewayResponse> gatewayResponse(String type, Fields.Named value) {
        if (value.isText()) {
            return Nodes.number(value.node(), value.path(), value.mistakes())
                    .map(status -> GatewayResponse.of(type).status(status));
        }
        Fields fields = value.fields(Part.GATEWAY_RESPONSE);
        return Optional.of(
                new GatewayResponse(type, fields.number("status"), fields.textMap("headers"), fields.text("body")));
    }

    /** A schema as text stays as it is. */
    static Optional<String> schema(Node node, String path, Mistakes mistakes) {
        return node instanceof ScalarNode
                ? Nodes.text(node, path, mistakes)
                : Optional.of(JsonOfYaml.of(node).toString());
    }

    static Optional<StageSettings> settings(Node node, String path, Mistakes mistakes) {
        Fields fields = Fields.of(node, Part.SETTINGS, path, mistakes);
        return Optional.of(new StageSettings(
                fields.number("rate"),
                fields.number("burst"),
                fields.time("cache"),
                fields.oneOf("logging", "OFF", "ERROR", "INFO"),
                fields.flag("dataTrace"),
                fields.flag("metrics"),
                fields.map("methods", "settings by METHOD /path", ApiPartReader::methodSettings),
                fields.read("accessLog", ApiPartReader::accessLog),
                fields.read("canary", ApiPartReader::canary)));
    }

    private static Optional<MethodSettings> methodSettings(Node node, String path, Mistakes mistakes) {
        Fields fields = Fields.of(node, Part.METHOD_SETTINGS, path, mistakes);
        return Optional.of(new MethodSettings(
                fields.number("rate"),
                fields.number("burst"),
                fields.time("cache"),
                fields.oneOf("logging", "OFF", "ERROR", "INFO"),
                fields.read("dataTrace", Nodes::flag),
                fields.read("metrics", Nodes::flag)));
    }

    private static Optional<AccessLog> accessLog(Node node, String path, Mistakes mistakes) {
        if (node instanceof ScalarNode) {
            return Nodes.text(node, path, mistakes).map(format -> new AccessLog(format, Optional.empty()));
        }
        Fields fields = Fields.of(node, Part.ACCESS_LOG, path, mistakes);
        if (!fields.has("format")) {
            fields.wrong("format is missing: what a line looks like");
        }
        Optional<String> destination = fields.text("destination");
        return fields.text("format").map(format -> new AccessLog(format, destination));
    }

    private static Optional<Canary> canary(Node node, String path, Mistakes mistakes) {
        Fields fields = Fields.of(node, Part.CANARY, path, mistakes);
        if (!fields.has("percent")) {
            fields.wrong("percent is missing: how many of a hundred requests it gets");
        }
        return fields.number("percent")
                .map(percent -> new Canary(percent, fields.textMap("variables"), fields.flag("cache")));
    }
}
