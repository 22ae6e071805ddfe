package io.underpass.gateway.control;

import io.underpass.aws.control.Call;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.model.Stage;
import java.util.Optional;

/**
 * Finds what a path names, or refuses with AWS's words (spec 6.6).
 *
 * <p>Threads: stateless.
 */
final class Lookup {

    private Lookup() {}

    /** The API of the call; one of another account or region does not exist for the caller. */
    static ApiState api(Call<GatewayState> call) {
        return api(call, call.input().string("restApiId"));
    }

    static ApiState api(Call<GatewayState> call, String id) {
        return call.state()
                .api(id)
                .filter(api -> api.api().scope().equals(call.scope()))
                .orElseThrow(() -> Refusals.notFound(
                        "Invalid API identifier specified " + call.scope().account() + ':' + id));
    }

    static Resource resource(ApiState api, Input input) {
        return resource(api, input.string("resourceId"));
    }

    static Resource resource(ApiState api, String id) {
        return api.resource(id).orElseThrow(() -> Refusals.notFound("Invalid Resource identifier specified"));
    }

    static Deployment deployment(ApiState api, Input input) {
        return Optional.ofNullable(api.deployments().get(input.string("deploymentId")))
                .orElseThrow(() -> Refusals.notFound("Invalid Deployment identifier specified"));
    }

    static Stage stage(ApiState api, Input input) {
        return Optional.ofNullable(api.stages().get(input.string("stageName")))
                .orElseThrow(() -> Refusals.notFound("Invalid Stage identifier specified"));
    }
}
