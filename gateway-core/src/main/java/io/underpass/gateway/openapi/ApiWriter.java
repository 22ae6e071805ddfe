package io.underpass.gateway.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.ApiDefinitions;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.DocumentationVersion;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.model.RestApi;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes a deployed API as a document, so that its import makes the same API.
 *
 * <p>Threads: confined to one export.
 */
public final class ApiWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final RestApi api;
    private final ApiDefinitions definitions;
    private final List<Resource> resources;
    private final ExportOptions options;
    private final Optional<DocumentationVersion> documentation;

    /** Writes {@code deployment}, with {@code documentation} where its stage has any. */
    public ApiWriter(Deployment deployment, Optional<DocumentationVersion> documentation, ExportOptions options) {
        this.documentation = documentation;
        this.api = deployment.api();
        this.definitions = deployment.definitions();
        this.resources = deployment.resources().values().stream()
                .sorted(Comparator.comparing(Resource::path))
                .toList();
        this.options = options;
    }

    /** What an API without a version of its own is given. */
    public static String version(RestApi api) {
        return api.version().orElse(api.createdDate().toString());
    }

    /** The document of the API as the stage {@code stageName} serves it. */
    public ObjectNode write(String stageName) {
        ObjectNode root = NODES.objectNode();
        root.put(options.swagger() ? "swagger" : "openapi", options.swagger() ? "2.0" : "3.0.1");
        ObjectNode info = root.putObject("info").put("title", api.name());
        api.description().ifPresent(text -> info.put("description", text));
        info.put("version", version(api));
        place(root, stageName);
        ObjectNode paths = root.putObject("paths");
        SecurityWriter security = new SecurityWriter(definitions, options);
        OperationWriter operations = new OperationWriter(definitions, security, options);
        for (Resource resource : resources) {
            if (resource.parentId().isPresent() || !resource.methods().isEmpty()) {
                ObjectNode item = paths.putObject(resource.path());
                resource.methods()
                        .forEach((verb, method) -> item.set(verbMember(verb), operations.write(method, resource.id())));
            }
        }
        ObjectNode shared = options.swagger() ? root : NODES.objectNode();
        fill(shared, options.swagger() ? "definitions" : "schemas", schemas());
        fill(shared, options.swagger() ? "securityDefinitions" : "securitySchemes", security.schemes());
        if (!options.swagger()) {
            fill(root, "components", shared);
        }
        if (options.extended()) {
            extend(root);
        }
        documentation.ifPresent(version -> {
            DocumentationWriter writer = new DocumentationWriter(root, options);
            if (options.documentation()) {
                writer.extend(version);
            } else {
                writer.spread(version);
            }
        });
        return root;
    }

    private static String verbMember(String verb) {
        return verb.equals("ANY") ? Extensions.ANY_METHOD : verb.toLowerCase(Locale.ROOT);
    }

    private void place(ObjectNode root, String stageName) {
        String host = api.id() + ".execute-api." + api.scope().region() + ".amazonaws.com";
        if (options.swagger()) {
            root.put("host", host).put("basePath", '/' + stageName);
            root.putArray("schemes").add("https");
            if (options.extended()) {
                fill(root, Extensions.ENDPOINT_CONFIGURATION, endpoint());
            }
            return;
        }
        ObjectNode server = root.putArray("servers").addObject().put("url", "https://" + host + "/{basePath}");
        server.putObject("variables").putObject("basePath").put("default", stageName);
        if (options.extended()) {
            fill(server, Extensions.ENDPOINT_CONFIGURATION, endpoint());
        }
    }

    private ObjectNode endpoint() {
        ObjectNode endpoint = NODES.objectNode();
        if (api.disableExecuteApiEndpoint()) {
            endpoint.put("disableExecuteApiEndpoint", true);
        }
        if (!api.endpointConfiguration().vpcEndpointIds().isEmpty()) {
            api.endpointConfiguration().vpcEndpointIds().forEach(endpoint.putArray("vpcEndpointIds")::add);
        }
        return endpoint;
    }

    private ObjectNode schemas() {
        ObjectNode schemas = NODES.objectNode();
        String models = SchemaModels.modelsOf(api.id());
        definitions
                .models()
                .forEach((name, model) -> model.schema()
                        .flatMap(ApiWriter::object)
                        .ifPresent(schema -> schemas.set(name, referring(schema, models))));
        return schemas;
    }

    /** {@code schema} with references to models turned into references within the document. */
    private JsonNode referring(JsonNode schema, String models) {
        if (schema.isArray()) {
            var items = NODES.arrayNode();
            schema.forEach(item -> items.add(referring(item, models)));
            return items;
        }
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode copy = NODES.objectNode();
        Document.each(schema, (name, value) -> {
            boolean model = name.equals("$ref")
                    && value.isTextual()
                    && value.textValue().startsWith(models);
            copy.set(
                    name,
                    model
                            ? NODES.textNode(
                                    options.schemas() + value.textValue().substring(models.length()))
                            : referring(value, models));
        });
        return copy;
    }

    private void extend(ObjectNode root) {
        if (!api.binaryMediaTypes().isEmpty()) {
            api.binaryMediaTypes().forEach(root.putArray(Extensions.BINARY_MEDIA_TYPES)::add);
        }
        api.minimumCompressionSize().ifPresent(size -> root.put(Extensions.MINIMUM_COMPRESSION_SIZE, size));
        if (!api.apiKeySource().equals("HEADER")) {
            root.put(Extensions.API_KEY_SOURCE, api.apiKeySource());
        }
        api.policy().flatMap(ApiWriter::object).ifPresent(policy -> root.set(Extensions.POLICY, policy));
        api.securityPolicy().ifPresent(policy -> root.put(Extensions.SECURITY_POLICY, policy));
        api.endpointAccessMode().ifPresent(mode -> root.put(Extensions.ENDPOINT_ACCESS_MODE, mode));
        ObjectNode validators = NODES.objectNode();
        definitions
                .requestValidators()
                .values()
                .forEach(validator -> validators
                        .putObject(validator.name())
                        .put("validateRequestParameters", validator.validateRequestParameters())
                        .put("validateRequestBody", validator.validateRequestBody()));
        fill(root, Extensions.REQUEST_VALIDATORS, validators);
        ObjectNode responses = NODES.objectNode();
        definitions.gatewayResponses().forEach((type, response) -> {
            ObjectNode one = responses.putObject(type);
            response.statusCode().ifPresent(code -> one.put("statusCode", code));
            response.responseParameters().forEach(one.withObjectProperty("responseParameters")::put);
            response.responseTemplates().forEach(one.withObjectProperty("responseTemplates")::put);
        });
        fill(root, Extensions.GATEWAY_RESPONSES, responses);
    }

    private static void fill(ObjectNode node, String member, ObjectNode value) {
        if (!value.isEmpty()) {
            node.set(member, value);
        }
    }

    private static Optional<ObjectNode> object(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
