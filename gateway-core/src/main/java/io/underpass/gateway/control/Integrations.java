package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.VpcLinks;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Integration;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;

/** Integrations: put, get, update, delete. Threads: stateless as far as the links are safe. */
final class Integrations {

    private static final PatchTable PATCHES = PatchTable.in(PatchWording.LISTING)
            .strings("/uri", "/httpMethod", "/integrationTarget", "/responseTransferMode", "/credentials")
            .strings("/passthroughBehavior", "/contentHandling", "/cacheNamespace", "/connectionType", "/connectionId")
            .integers("/timeoutInMillis")
            .booleans("/tlsConfig/insecureSkipVerification")
            .entries("requestParameters", () -> Refusals.notFound("Invalid parameter name specified"))
            .entries("requestTemplates", () -> Refusals.notFound("Invalid content type specified"))
            .on("/cacheKeyParameters", PatchTable.ALL, PatchChanges::value)
            .items("cacheKeyParameters");

    private final VpcLinks links;

    Integrations(VpcLinks links) {
        this.links = links;
    }

    List<Route<GatewayState>> routes() {
        var put = LocatedMethod.at(Shapes.input("putIntegrationInput"))
                .required("type", Shapes.enumeration("HTTP", "MOCK", "AWS_PROXY", "HTTP_PROXY", "AWS"))
                .optionalAs("integrationHttpMethod", "httpMethod", Shapes.string())
                .optional("uri", Shapes.string())
                .optional("connectionType", Shapes.enumeration("INTERNET", "VPC_LINK"))
                .optional("connectionId", Shapes.string())
                .optional("credentials", Shapes.string())
                .optional("requestParameters", Shapes.map(Shapes.string()))
                .optional("requestTemplates", Shapes.map(Shapes.string()))
                .optional("passthroughBehavior", Shapes.string())
                .optional("cacheNamespace", Shapes.string())
                .optional("cacheKeyParameters", Shapes.list(Shapes.string()))
                .optional("contentHandling", Shapes.enumeration("CONVERT_TO_BINARY", "CONVERT_TO_TEXT"))
                .optional("timeoutInMillis", Shapes.integer())
                .optional("tlsConfig", Shapes.structure().optional("insecureSkipVerification", Shapes.bool()))
                .optional("responseTransferMode", Shapes.enumeration("BUFFERED", "STREAM"))
                .optional("integrationTarget", Shapes.string());
        var get = LocatedMethod.at(Shapes.input("getIntegrationInput"));
        var update = LocatedMethod.at(Shapes.input("updateIntegrationInput"))
                .optional("patchOperations", PatchOperation.SHAPE);
        var delete = LocatedMethod.at(Shapes.input("deleteIntegrationInput"));
        String path = LocatedMethod.PATH + "/integration";
        return List.of(
                Route.of("PUT", path, 201, "PutIntegration", put, this::put),
                Route.of("GET", path, 200, "GetIntegration", get, Integrations::get),
                Route.of("PATCH", path, 200, "UpdateIntegration", update, this::update),
                Route.of("DELETE", path, 204, "DeleteIntegration", delete, Integrations::delete));
    }

    /** Replaces the integration with all its responses. */
    private Outcome<GatewayState> put(Call<GatewayState> call) {
        Input input = call.input();
        LocatedMethod at = LocatedMethod.of(call);
        return checked(
                at,
                IntegrationReader.read(
                        input,
                        input.optionalString("integrationHttpMethod"),
                        at.resource().id(),
                        TreePMap.empty()));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(
                call.state(), IntegrationJson.of(LocatedMethod.of(call).integration()));
    }

    private Outcome<GatewayState> update(Call<GatewayState> call) {
        LocatedMethod at = LocatedMethod.of(call);
        Integration before = at.integration();
        List<PatchOperation> operations = PatchOperation.of(call.input());
        if (before.type().equals("MOCK") && operations.stream().anyMatch(Integrations::setsHttpMethod)) {
            throw Refusals.badRequest("Invalid patch path /httpMethod");
        }
        ObjectNode patched = PATCHES.apply(IntegrationJson.settings(before), operations);
        Input input = new Input(patched);
        return checked(
                at,
                IntegrationReader.read(
                        input, input.optionalString("httpMethod"), at.resource().id(), before.integrationResponses()));
    }

    private static boolean setsHttpMethod(PatchOperation operation) {
        return operation.path().equals(Optional.of("/httpMethod"));
    }

    private Outcome<GatewayState> checked(LocatedMethod at, Integration integration) {
        IntegrationChecks.check(at.api().api(), at.method(), integration, links);
        return new Outcome<>(at.with(integration), IntegrationJson.of(integration));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        LocatedMethod at = LocatedMethod.of(call);
        at.integration();
        return new Outcome<>(at.with(at.method().withIntegration(Optional.empty())), Json.object());
    }
}
