package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.BasePathMapping;
import io.underpass.gateway.model.DomainName;
import io.underpass.gateway.model.GatewayState;
import java.util.List;
import java.util.Optional;

/** Base path mappings of custom domain names: create, get, list, update, delete. Threads: stateless. */
final class BasePathMappings {

    static final int ID_LENGTH = 6;

    private static final PatchTable PATCHES = PatchTable.in(PatchWording.LISTING)
            .strings("/stage")
            .on("/basePath", PatchTable.REPLACE, PatchChanges::setText)
            .on("/restapiId", PatchTable.REPLACE, BasePathMappings::setApi)
            .on("/restApiId", PatchTable.REPLACE, BasePathMappings::setApi);

    private BasePathMappings() {}

    static List<Route<GatewayState>> routes() {
        var create = DomainNames.one("createBasePathMappingInput")
                .optional("basePath", Shapes.string())
                .required("restApiId", Shapes.string())
                .optional("stage", Shapes.string());
        var list = Listing.paged(DomainNames.one("getBasePathMappingsInput"));
        var get = one("getBasePathMappingInput");
        var update = one("updateBasePathMappingInput").optional("patchOperations", PatchOperation.SHAPE);
        var delete = one("deleteBasePathMappingInput");
        String all = "/domainnames/{domainName}/basepathmappings";
        String one = all + "/{basePath}";
        return List.of(
                Route.of("POST", all, 201, "CreateBasePathMapping", create, BasePathMappings::create),
                Route.of("GET", all, 200, "GetBasePathMappings", list, BasePathMappings::list),
                Route.of("GET", one, 200, "GetBasePathMapping", get, BasePathMappings::get),
                Route.of("PATCH", one, 200, "UpdateBasePathMapping", update, BasePathMappings::update),
                Route.of("DELETE", one, 202, "DeleteBasePathMapping", delete, BasePathMappings::delete));
    }

    private static StructureShape one(String name) {
        return DomainNames.one(name).path("basePath");
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        DomainName domain = DomainNames.lookup(call);
        BasePathMapping mapping = read(call, call.ids().alphanumeric(ID_LENGTH), call.input());
        if (domain.mappings().containsKey(mapping.basePath())) {
            throw taken();
        }
        return outcome(call, domain, mapping);
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), DomainNameJson.of(lookup(call, DomainNames.lookup(call))));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        return new Outcome<>(
                call.state(),
                Listing.page(
                        call.input(),
                        DomainNames.lookup(call).mappings().values(),
                        BasePathMapping::basePath,
                        DomainNameJson::of));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        DomainName domain = DomainNames.lookup(call);
        BasePathMapping before = lookup(call, domain);
        ObjectNode patched = PATCHES.apply(DomainNameJson.of(before), PatchOperation.of(call.input()));
        BasePathMapping mapping = read(call, before.id(), new Input(patched));
        DomainName without = domain.withMappings(domain.mappings().minus(before.basePath()));
        if (without.mappings().containsKey(mapping.basePath())) {
            throw taken();
        }
        return outcome(call, without, mapping);
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        DomainName domain = DomainNames.lookup(call);
        BasePathMapping mapping = lookup(call, domain);
        return new Outcome<>(
                call.state().with(domain.withMappings(domain.mappings().minus(mapping.basePath()))), Json.object());
    }

    private static Outcome<GatewayState> outcome(Call<GatewayState> call, DomainName domain, BasePathMapping mapping) {
        return new Outcome<>(
                call.state().with(domain.withMappings(domain.mappings().plus(mapping.basePath(), mapping))),
                DomainNameJson.of(mapping));
    }

    private static BasePathMapping lookup(Call<GatewayState> call, DomainName domain) {
        return Optional.ofNullable(domain.mappings().get(path(call.input().string("basePath"))))
                .orElseThrow(() -> Refusals.notFound("Invalid base path mapping identifier specified"));
    }

    private static BasePathMapping read(Call<GatewayState> call, String id, Input input) {
        String basePath = path(input.optionalString("basePath").orElse(""));
        if (basePath.indexOf('/') >= 0) {
            throw Refusals.badRequest("API Gateway V1 doesn't support the slash character (/) in base path mappings. To"
                    + " create a multi-level base path mapping, use API Gateway V2.");
        }
        BasePathMapping mapping = new BasePathMapping(
                id,
                basePath,
                input.optionalString("restApiId").orElse(""),
                input.optionalString("stage").filter(stage -> !stage.isEmpty()));
        check(call, mapping);
        return mapping;
    }

    /** Refuses a mapping to what is not there. */
    static void check(Call<GatewayState> call, BasePathMapping mapping) {
        ApiState api = call.state()
                .api(mapping.restApiId())
                .filter(found -> found.api().scope().equals(call.scope()))
                .orElseThrow(() -> Refusals.badRequest("Invalid REST API identifier specified"));
        if (mapping.stage().filter(stage -> !api.stages().containsKey(stage)).isPresent()) {
            throw Refusals.badRequest("Invalid stage identifier specified");
        }
    }

    static AwsError taken() {
        return Refusals.conflict("Base path already exists for this domain name");
    }

    private static String path(String text) {
        return text.equals(DomainNameJson.NONE) ? "" : text;
    }

    private static void setApi(ObjectNode document, PatchOperation operation) {
        document.put("restApiId", operation.value().orElse(""));
    }
}
