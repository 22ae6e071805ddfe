package io.underpass.gateway.control;

import io.underpass.aws.control.Call;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Resource;
import java.util.Optional;

/**
 * The method that a call is about, and where it stands.
 *
 * <p>Threads: immutable.
 */
record LocatedMethod(GatewayState state, ApiState api, Resource resource, Method method) {

    static final String PATH = "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}";

    /** {@code shape} with the members of {@link #PATH}. */
    static StructureShape at(StructureShape shape) {
        return shape.path("restApiId").path("resourceId").path("httpMethod");
    }

    /** {@code shape} with the members of {@link #PATH} and a status code. */
    static StructureShape atStatus(StructureShape shape) {
        return at(shape).path("statusCode", Shapes.string(0, Integer.MAX_VALUE, "[1-5]\\d\\d"));
    }

    /** Finds the method of {@code call}. */
    static LocatedMethod of(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Resource resource = Lookup.resource(api, call.input());
        Method method = Optional.ofNullable(resource.methods().get(call.input().string("httpMethod")))
                .orElseThrow(() -> Refusals.notFound("Invalid Method identifier specified"));
        return new LocatedMethod(call.state(), api, resource, method);
    }

    /** The method's integration. */
    Integration integration() {
        return method.integration().orElseThrow(() -> Refusals.notFound("Invalid Integration identifier specified"));
    }

    /** The state with {@code next} in the place of this method. */
    GatewayState with(Method next) {
        return state.with(api.with(resource.with(next)));
    }

    /** The state with {@code next} as this method's integration. */
    GatewayState with(Integration next) {
        return with(method.withIntegration(Optional.of(next)));
    }
}
