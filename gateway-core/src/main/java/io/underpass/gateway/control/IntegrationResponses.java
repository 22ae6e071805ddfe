package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.IntegrationResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Integration responses: put, get, update, delete. Threads: stateless. */
final class IntegrationResponses {

    private static final PatchTable PATCHES = PatchTable.in(PatchWording.LISTING)
            .strings("/selectionPattern", "/contentHandling")
            .entries("responseParameters", () -> Refusals.notFound("Invalid parameter name specified"))
            .entries("responseTemplates", () -> Refusals.notFound("Invalid content type specified"));

    private IntegrationResponses() {}

    /** AWS names the member of a bad status code without the operation's name (spec 6.6), hence the empty names. */
    static List<Route<GatewayState>> routes() {
        var put = LocatedMethod.atStatus(Shapes.input(""))
                .optional("selectionPattern", Shapes.string())
                .optional("responseParameters", Shapes.map(Shapes.string()))
                .optional("responseTemplates", Shapes.map(Shapes.string()))
                .optional("contentHandling", Shapes.enumeration("CONVERT_TO_BINARY", "CONVERT_TO_TEXT"));
        var one = LocatedMethod.atStatus(Shapes.input(""));
        var update = one.optional("patchOperations", PatchOperation.SHAPE);
        String path = LocatedMethod.PATH + "/integration/responses/{statusCode}";
        return List.of(
                Route.of("PUT", path, 201, "PutIntegrationResponse", put, IntegrationResponses::put),
                Route.of("GET", path, 200, "GetIntegrationResponse", one, IntegrationResponses::get),
                Route.of("PATCH", path, 200, "UpdateIntegrationResponse", update, IntegrationResponses::update),
                Route.of("DELETE", path, 204, "DeleteIntegrationResponse", one, IntegrationResponses::delete));
    }

    private static Outcome<GatewayState> put(Call<GatewayState> call) {
        LocatedMethod at = LocatedMethod.of(call);
        return replaced(at, at.integration(), read(at, call.input()));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        IntegrationResponse found = find(LocatedMethod.of(call).integration(), call.input());
        return new Outcome<>(call.state(), IntegrationJson.response(found));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        LocatedMethod at = LocatedMethod.of(call);
        ObjectNode document = IntegrationJson.response(find(at.integration(), call.input()));
        Input patched = new Input(PATCHES.apply(document, PatchOperation.of(call.input())));
        return replaced(at, at.integration(), read(at, patched));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        LocatedMethod at = LocatedMethod.of(call);
        Integration integration = at.integration();
        String status = find(integration, call.input()).statusCode();
        var rest = integration.integrationResponses().minus(status);
        return new Outcome<>(at.with(integration.withIntegrationResponses(rest)), Json.object());
    }

    private static Outcome<GatewayState> replaced(
            LocatedMethod at, Integration integration, IntegrationResponse response) {
        var responses = integration.integrationResponses().plus(response.statusCode(), response);
        return new Outcome<>(
                at.with(integration.withIntegrationResponses(responses)), IntegrationJson.response(response));
    }

    private static IntegrationResponse read(LocatedMethod at, Input input) {
        IntegrationResponse response = new IntegrationResponse(
                input.string("statusCode"),
                input.optionalString("selectionPattern"),
                input.stringMap("responseParameters"),
                input.has("responseTemplates") ? Optional.of(input.stringMap("responseTemplates")) : Optional.empty(),
                input.optionalString("contentHandling"));
        response.selectionPattern().ifPresent(IntegrationResponses::checkPattern);
        response.contentHandling().ifPresent(IntegrationResponses::checkContentHandling);
        MappingExpressions.checkIntegrationResponse(
                response.responseParameters(),
                Optional.ofNullable(at.method().methodResponses().get(response.statusCode())));
        response.responseTemplates().ifPresent(ContentTypes::checkTemplates);
        return response;
    }

    /** The words are a guess. */
    private static void checkPattern(String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw Refusals.badRequest("Invalid selection pattern specified: " + pattern);
        }
    }

    /** Patches have no enumerations, hence the check here; its wording is a guess. */
    private static void checkContentHandling(String value) {
        if (!value.equals("CONVERT_TO_BINARY") && !value.equals("CONVERT_TO_TEXT")) {
            throw Refusals.badRequest("Invalid content handling specified: " + value);
        }
    }

    private static IntegrationResponse find(Integration integration, Input input) {
        return Optional.ofNullable(integration.integrationResponses().get(input.string("statusCode")))
                .orElseThrow(() -> Refusals.notFound("Invalid Response status code specified"));
    }
}
