package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.Arn;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.model.AccountSettings;
import io.underpass.gateway.model.GatewayState;
import java.util.List;
import java.util.Optional;

/** What an account has set for its APIs: get, update. Threads: stateless. */
final class Accounts {

    private Accounts() {}

    static List<Route<GatewayState>> routes() {
        var update = Shapes.input("updateAccountInput").optional("patchOperations", PatchOperation.SHAPE);
        return List.of(
                Route.of("GET", "/account", 200, "GetAccount", Shapes.input("getAccountInput"), Accounts::get),
                Route.of("PATCH", "/account", 200, "UpdateAccount", update, Accounts::update));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), json(settings(call)));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        AccountSettings settings = settings(call);
        for (PatchOperation operation : PatchOperation.of(call.input())) {
            settings = patched(settings, operation);
        }
        return new Outcome<>(call.state().withAccount(call.scope(), settings), json(settings));
    }

    private static AccountSettings patched(AccountSettings before, PatchOperation operation) {
        List<String> names = operation.segments();
        if (names.equals(List.of("cloudwatchRoleArn"))) {
            if (!operation.is("replace")) {
                throw PatchWording.LISTING.unsupportedOp(operation, PatchTable.REPLACE);
            }
            Optional<String> role = operation.value().filter(text -> !text.isEmpty());
            role.ifPresent(Accounts::checkRole);
            return new AccountSettings(role);
        }
        if (names.equals(List.of("features"))) {
            // Every account has usage plans here, as new ones have on AWS.
            return before;
        }
        throw PatchWording.LISTING.unknownPath(operation, List.of("/cloudwatchRoleArn", "/features"));
    }

    /** Whether the role may write logs is not looked at; the wording is a guess. */
    private static void checkRole(String role) {
        if (Arn.parse(role).filter(arn -> arn.resource().startsWith("role/")).isEmpty()) {
            throw Refusals.badRequest("Invalid ARN specified in the request");
        }
    }

    private static AccountSettings settings(Call<GatewayState> call) {
        return call.state().account(call.scope()).orElse(new AccountSettings(Optional.empty()));
    }

    private static ObjectNode json(AccountSettings settings) {
        ObjectNode node = Json.object();
        Json.put(node, "cloudwatchRoleArn", settings.cloudwatchRoleArn());
        node.putObject("throttleSettings").put("burstLimit", 5000).put("rateLimit", 10_000.0);
        node.set("features", Json.list(List.of("UsagePlans")));
        return node.put("apiKeyVersion", "4");
    }
}
