package io.underpass.gateway.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.DocumentationPart;
import io.underpass.gateway.model.DocumentationPart.Location;
import io.underpass.gateway.model.GatewayState;
import java.util.List;
import java.util.Optional;

/**
 * Documentation parts: create, get, list, update, delete. The wordings of refusals are AWS's as remembered, but for that of
 * a location that is taken, which is a guess.
 *
 * <p>Threads: stateless.
 */
final class DocumentationParts {

    static final String PATH = "/restapis/{restApiId}/documentation/parts";

    private static final int ID_LENGTH = 6;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final PatchTable PATCHES =
            PatchTable.in(PatchWording.LISTING).on("/properties", PatchTable.REPLACE, PatchChanges::setText);
    private static final List<String> FILTERS = List.of("type", "path", "name");

    private static final String[] TYPES = {
        "RESPONSE_BODY",
        "RESPONSE",
        "METHOD",
        "MODEL",
        "AUTHORIZER",
        "RESPONSE_HEADER",
        "RESOURCE",
        "PATH_PARAMETER",
        "REQUEST_BODY",
        "QUERY_PARAMETER",
        "API",
        "REQUEST_HEADER"
    };

    private DocumentationParts() {}

    static List<Route<GatewayState>> routes() {
        var create = Shapes.input("createDocumentationPartInput")
                .path("restApiId")
                .required(
                        "location",
                        Shapes.structure()
                                .required("type", Shapes.enumeration(TYPES))
                                .optional("path", Shapes.string())
                                .optional("method", Shapes.string())
                                .optional("statusCode", Shapes.string(0, Integer.MAX_VALUE, "([1-5]\\d\\d|\\*|\\s*)"))
                                .optional("name", Shapes.string()))
                .required("properties", Shapes.string());
        var list = Listing.paged(Shapes.input("getDocumentationPartsInput").path("restApiId"))
                .query("type", "type", Shapes.enumeration(TYPES))
                .query("name", "name", Shapes.string())
                .query("path", "path", Shapes.string())
                .query("locationStatus", "locationStatus", Shapes.enumeration("DOCUMENTED", "UNDOCUMENTED"));
        var update = one("updateDocumentationPartInput").optional("patchOperations", PatchOperation.SHAPE);
        String one = PATH + "/{documentationPartId}";
        return List.of(
                Route.of("POST", PATH, 201, "CreateDocumentationPart", create, DocumentationParts::create),
                Route.of("GET", PATH, 200, "GetDocumentationParts", list, DocumentationParts::list),
                Route.of(
                        "GET",
                        one,
                        200,
                        "GetDocumentationPart",
                        one("getDocumentationPartInput"),
                        DocumentationParts::get),
                Route.of("PATCH", one, 200, "UpdateDocumentationPart", update, DocumentationParts::update),
                Route.of(
                        "DELETE",
                        one,
                        202,
                        "DeleteDocumentationPart",
                        one("deleteDocumentationPartInput"),
                        DocumentationParts::delete));
    }

    private static StructureShape one(String name) {
        return Shapes.input(name).path("restApiId").path("documentationPartId");
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        DocumentationPart part =
                read(call.input(), UnusedId.draw(call.ids(), ID_LENGTH, api.documentationParts()::containsKey));
        if (at(api, part.location()).isPresent()) {
            throw Refusals.conflict(
                    "Documentation part already exists for the specified location: " + json(part.location()));
        }
        return replaced(call, api, part);
    }

    private static DocumentationPart read(Input input, String id) {
        return new DocumentationPart(
                id, location(input.structure("location").orElseThrow()), properties(input.string("properties")));
    }

    static Location location(Input location) {
        return new Location(
                location.optionalString("type").orElse(""),
                given(location, "path"),
                given(location, "method"),
                given(location, "statusCode"),
                given(location, "name"));
    }

    private static Optional<String> given(Input location, String member) {
        return location.optionalString(member).filter(text -> !text.isBlank());
    }

    /** That it has to be an object is documented, the second wording a guess. */
    private static String properties(String text) {
        if (text.isEmpty()) {
            throw Refusals.badRequest("Documentation part properties must be non-empty");
        }
        if (!parsed(text).isObject()) {
            throw Refusals.badRequest("Documentation part properties must be a JSON object");
        }
        return text;
    }

    private static JsonNode parsed(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }

    /** The part that is about {@code location}. */
    static Optional<DocumentationPart> at(ApiState api, Location location) {
        return api.documentationParts().values().stream()
                .filter(part -> part.location().equals(location))
                .findFirst();
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        Input input = call.input();
        if (input.optionalString("locationStatus")
                .filter("UNDOCUMENTED"::equals)
                .isPresent()) {
            throw AwsError.notEmulated("locationStatus UNDOCUMENTED of GetDocumentationParts");
        }
        List<DocumentationPart> parts = Lookup.api(call).documentationParts().values().stream()
                .filter(part -> isAskedFor(part, input))
                .toList();
        return new Outcome<>(call.state(), Listing.page(input, parts, DocumentationPart::id, DocumentationParts::json));
    }

    private static boolean isAskedFor(DocumentationPart part, Input input) {
        ObjectNode location = json(part.location());
        return FILTERS.stream()
                .allMatch(member -> input.optionalString(member)
                        .filter(value -> !value.isEmpty())
                        .map(location.path(member).asText()::equals)
                        .orElse(true));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), json(find(Lookup.api(call), call.input())));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        DocumentationPart before = find(api, call.input());
        ObjectNode patched = PATCHES.apply(json(before), PatchOperation.of(call.input()));
        return replaced(
                call,
                api,
                new DocumentationPart(
                        before.id(),
                        before.location(),
                        properties(patched.path("properties").asText())));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        String id = find(api, call.input()).id();
        ApiState rest = api.withDocumentationParts(api.documentationParts().minus(id));
        return new Outcome<>(call.state().with(rest), Json.object());
    }

    private static Outcome<GatewayState> replaced(Call<GatewayState> call, ApiState api, DocumentationPart part) {
        ApiState next = api.withDocumentationParts(api.documentationParts().plus(part.id(), part));
        return new Outcome<>(call.state().with(next), json(part));
    }

    private static DocumentationPart find(ApiState api, Input input) {
        return Optional.ofNullable(api.documentationParts().get(input.string("documentationPartId")))
                .orElseThrow(() -> Refusals.notFound("Invalid Documentation part identifier specified"));
    }

    private static ObjectNode json(DocumentationPart part) {
        ObjectNode node = Json.object().put("id", part.id());
        node.set("location", json(part.location()));
        return node.put("properties", part.properties());
    }

    private static ObjectNode json(Location location) {
        ObjectNode node = Json.object().put("type", location.type());
        Json.put(node, "path", location.path());
        Json.put(node, "method", location.method());
        Json.put(node, "statusCode", location.statusCode());
        Json.put(node, "name", location.name());
        return node;
    }
}
