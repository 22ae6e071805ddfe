package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.BasePathMapping;
import io.underpass.gateway.model.DomainName;
import io.underpass.gateway.model.GatewayState;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The mappings of custom domain names as version 2 of the control API has them: with ids, and paths of several levels.
 *
 * <p>Threads: stateless.
 */
final class ApiMappings {

    private static final int MAX_KEY_CHARACTERS = 300;
    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9$_.+!*'()~-]+(/[A-Za-z0-9$_.+!*'()~-]+)*)?");

    private ApiMappings() {}

    static List<Route<GatewayState>> routes() {
        var create = Shapes.input("createApiMappingInput")
                .path("domainName")
                .required("apiId", Shapes.string())
                .required("stage", Shapes.string())
                .optional("apiMappingKey", Shapes.string());
        var list = Shapes.input("getApiMappingsInput")
                .path("domainName")
                .query("maxResults", "maxResults", Shapes.string())
                .query("nextToken", "nextToken", Shapes.string());
        var update = one("updateApiMappingInput")
                .required("apiId", Shapes.string())
                .optional("stage", Shapes.string())
                .optional("apiMappingKey", Shapes.string());
        var get = one("getApiMappingInput");
        var delete = one("deleteApiMappingInput");
        String all = "/v2/domainnames/{domainName}/apimappings";
        String one = all + "/{apiMappingId}";
        return List.of(
                Route.of("POST", all, 201, "CreateApiMapping", create, ApiMappings::create),
                Route.of("GET", all, 200, "GetApiMappings", list, ApiMappings::list),
                Route.of("GET", one, 200, "GetApiMapping", get, ApiMappings::get),
                Route.of("PATCH", one, 200, "UpdateApiMapping", update, ApiMappings::update),
                Route.of("DELETE", one, 204, "DeleteApiMapping", delete, ApiMappings::delete));
    }

    private static StructureShape one(String name) {
        return Shapes.input(name).path("domainName").path("apiMappingId");
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        BasePathMapping mapping = new BasePathMapping(
                call.ids().alphanumeric(BasePathMappings.ID_LENGTH),
                key(call.input().optionalString("apiMappingKey").orElse("")),
                call.input().string("apiId"),
                Optional.of(call.input().string("stage")));
        return outcome(call, DomainNames.lookup(call), mapping);
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), DomainNameJson.version2(lookup(call, DomainNames.lookup(call))));
    }

    /** All on one page: a domain name has few. */
    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        ObjectNode node = Json.object();
        ArrayNode items = node.putArray("items");
        DomainNames.lookup(call).mappings().values().forEach(mapping -> items.add(DomainNameJson.version2(mapping)));
        return new Outcome<>(call.state(), node);
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        DomainName domain = DomainNames.lookup(call);
        BasePathMapping before = lookup(call, domain);
        BasePathMapping mapping = new BasePathMapping(
                before.id(),
                call.input()
                        .optionalString("apiMappingKey")
                        .map(ApiMappings::key)
                        .orElse(before.basePath()),
                call.input().string("apiId"),
                call.input().optionalString("stage").or(before::stage));
        return outcome(call, domain.withMappings(domain.mappings().minus(before.basePath())), mapping);
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        DomainName domain = DomainNames.lookup(call);
        BasePathMapping mapping = lookup(call, domain);
        return new Outcome<>(
                call.state().with(domain.withMappings(domain.mappings().minus(mapping.basePath()))), Json.object());
    }

    private static Outcome<GatewayState> outcome(Call<GatewayState> call, DomainName domain, BasePathMapping mapping) {
        BasePathMappings.check(call, mapping);
        if (domain.mappings().containsKey(mapping.basePath())) {
            throw Refusals.conflict("ApiMapping key already exists for this domain name"); // wording: a guess
        }
        return new Outcome<>(
                call.state().with(domain.withMappings(domain.mappings().plus(mapping.basePath(), mapping))),
                DomainNameJson.version2(mapping));
    }

    private static BasePathMapping lookup(Call<GatewayState> call, DomainName domain) {
        String id = call.input().string("apiMappingId");
        return domain.mappings().values().stream()
                .filter(mapping -> mapping.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusals.notFound("Invalid API mapping identifier specified"));
    }

    private static String key(String text) {
        if (text.length() > MAX_KEY_CHARACTERS || !KEY.matcher(text).matches()) {
            throw Refusals.badRequest("Invalid API mapping key specified: " + text); // wording: a guess
        }
        return text;
    }
}
