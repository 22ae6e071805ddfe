package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a document from its top.
 *
 * <p>Threads: confined to one import.
 */
final class ApiReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch", "options", "head");
    private static final Set<String> OF_PATH = Set.of("parameters", "summary", "description", "servers");

    private final Document document;
    private final ImportOptions options;
    private final List<String> warnings = new ArrayList<>();
    private final SchemaModels models;
    private final SecuritySchemes security;

    ApiReader(Document document, ImportOptions options, String restApiId, ModelNames names) {
        this.document = document;
        this.options = options;
        this.models = new SchemaModels(document, restApiId, names);
        this.security = new SecuritySchemes(document, warnings);
    }

    ApiDefinition read() {
        warnOfUnknown(document.root(), Extensions.OF_DOCUMENT, "the document");
        List<PathDefinition> paths = paths();
        return new ApiDefinition(
                settings(),
                models.all(),
                validators(),
                security.authorizers(),
                gatewayResponses(),
                paths,
                options.ignoresDocumentation() ? DocumentationDefinition.NONE : DocumentationDefinition.of(document),
                warnings);
    }

    private void warnOfUnknown(JsonNode node, Set<String> known, String where) {
        Document.each(node, (name, value) -> {
            if (name.startsWith(Extensions.PREFIX) && !known.contains(name)) {
                warnings.add("The extension " + name + " of " + where + " means nothing to a REST API and was ignored");
            }
        });
    }

    private ObjectNode settings() {
        ObjectNode settings = NODES.objectNode();
        JsonNode info = document.at("info");
        put(settings, "name", info.path("title"));
        put(settings, "description", info.path("description"));
        put(settings, "version", info.path("version"));
        JsonNode binary = document.at(Extensions.BINARY_MEDIA_TYPES);
        if (binary.isArray()) {
            ArrayNode types = settings.putArray("binaryMediaTypes");
            binary.forEach(type -> types.add(type.asText()));
        }
        JsonNode compression = document.at(Extensions.MINIMUM_COMPRESSION_SIZE);
        if (!compression.isMissingNode()) {
            // What is no size becomes one that is refused in the words for such.
            settings.put("minimumCompressionSize", compression.asInt(-1));
        }
        Document.text(document.at(Extensions.API_KEY_SOURCE))
                .ifPresent(source -> settings.put("apiKeySource", source.toUpperCase(Locale.ROOT)));
        put(settings, "securityPolicy", document.at(Extensions.SECURITY_POLICY));
        put(settings, "endpointAccessMode", document.at(Extensions.ENDPOINT_ACCESS_MODE));
        JsonNode policy = document.at(Extensions.POLICY);
        if (!policy.isMissingNode() && !policy.isNull()) {
            settings.put("policy", policy.isTextual() ? policy.textValue() : policy.toString());
        }
        endpoint(settings);
        return settings;
    }

    /** Swagger has it at the top, OpenAPI with the server. */
    private void endpoint(ObjectNode settings) {
        JsonNode endpoint = document.root().has(Extensions.ENDPOINT_CONFIGURATION)
                ? document.at(Extensions.ENDPOINT_CONFIGURATION)
                : document.at("servers").path(0).path(Extensions.ENDPOINT_CONFIGURATION);
        if (endpoint.path("disableExecuteApiEndpoint").isBoolean()) {
            settings.put(
                    "disableExecuteApiEndpoint",
                    endpoint.path("disableExecuteApiEndpoint").booleanValue());
        }
        ObjectNode configuration = NODES.objectNode();
        for (String list : List.of("types", "vpcEndpointIds")) {
            if (endpoint.path(list).isArray()) {
                ArrayNode values = configuration.putArray(list);
                endpoint.path(list).forEach(value -> values.add(value.asText()));
            }
        }
        put(configuration, "ipAddressType", endpoint.path("ipAddressType"));
        if (!configuration.isEmpty()) {
            settings.set("endpointConfiguration", configuration);
        }
    }

    private List<ObjectNode> validators() {
        List<ObjectNode> validators = new ArrayList<>();
        Document.each(
                document.at(Extensions.REQUEST_VALIDATORS),
                (name, rules) -> validators.add(NODES.objectNode()
                        .put("name", name)
                        .put(
                                "validateRequestBody",
                                rules.path("validateRequestBody").asBoolean())
                        .put(
                                "validateRequestParameters",
                                rules.path("validateRequestParameters").asBoolean())));
        return validators;
    }

    private List<ObjectNode> gatewayResponses() {
        List<ObjectNode> responses = new ArrayList<>();
        Document.each(document.at(Extensions.GATEWAY_RESPONSES), (type, response) -> {
            ObjectNode members = NODES.objectNode().put("responseType", type);
            put(members, "statusCode", response.path("statusCode"));
            for (String map : List.of("responseParameters", "responseTemplates")) {
                if (response.path(map).isObject()) {
                    ObjectNode values = members.putObject(map);
                    Document.each(response.path(map), (name, value) -> put(values, name, value));
                }
            }
            responses.add(members);
        });
        return responses;
    }

    private List<PathDefinition> paths() {
        List<String> before = options.basePath().segments(document);
        OperationReader operations = new OperationReader(document, models, security, warnings);
        List<PathDefinition> paths = new ArrayList<>();
        Document.each(document.at("paths"), (path, unresolved) -> {
            if (path.startsWith("x-")) {
                return;
            }
            if (!path.startsWith("/")) {
                warnings.add("Parse issue: attribute paths. Resource " + path + " should start with /");
                return;
            }
            List<String> segments = new ArrayList<>(before);
            segments.addAll(Segments.of(path));
            paths.add(
                    new PathDefinition(List.copyOf(segments), methods(operations, path, document.resolve(unresolved))));
        });
        return paths;
    }

    private List<MethodDefinition> methods(OperationReader operations, String path, JsonNode item) {
        List<MethodDefinition> methods = new ArrayList<>();
        Document.each(item, (name, operation) -> {
            Optional<String> verb = verb(name);
            if (verb.isPresent()) {
                warnOfUnknown(operation, Extensions.OF_OPERATION, verb.get() + ' ' + path);
                methods.add(operations.read(path, verb.get(), item, operation));
            } else if (!OF_PATH.contains(name) && (!name.startsWith("x-") || name.startsWith(Extensions.PREFIX))) {
                warnings.add("The member " + name + " of the path " + path + " means nothing to a REST API and was"
                        + " ignored");
            }
        });
        return methods;
    }

    private static Optional<String> verb(String name) {
        if (name.equals(Extensions.ANY_METHOD)) {
            return Optional.of("ANY");
        }
        return VERBS.contains(name) ? Optional.of(name.toUpperCase(Locale.ROOT)) : Optional.empty();
    }

    private static void put(ObjectNode node, String member, JsonNode value) {
        Document.text(value).filter(text -> !text.isEmpty()).ifPresent(text -> node.put(member, text));
    }
}
