package io.underpass.gateway.control;

import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.RestApi.EndpointConfiguration;
import java.util.List;
import java.util.Optional;

/**
 * Reads and checks how clients reach an API (spec 6.4, 6.6).
 *
 * <p>Threads: stateless.
 */
final class EndpointSettings {

    static final StructureShape SHAPE = Shapes.structure()
            .optional("types", Shapes.list(Shapes.string()))
            .optional("ipAddressType", Shapes.string())
            .optional("vpcEndpointIds", Shapes.list(Shapes.string()));

    private static final List<String> TYPES = List.of("REGIONAL", "EDGE", "PRIVATE");

    private EndpointSettings() {}

    /** Refuses what is no type of endpoint. */
    static void checkType(String type) {
        if (!TYPES.contains(type)) {
            throw Refusals.badRequest("Invalid EndpointTypes specified. Valid options are " + String.join(",", TYPES));
        }
    }

    /** The settings in {@code input}; where it is empty, AWS's defaults. */
    static EndpointConfiguration read(Optional<Input> input) {
        List<String> types = input.filter(settings -> settings.has("types"))
                .map(settings -> settings.strings("types"))
                .orElse(List.of("EDGE"));
        if (types.isEmpty()) {
            throw Refusals.badRequest("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.");
        }
        if (types.size() > 1) {
            throw Refusals.badRequest("Cannot create an api with multiple Endpoint Types.");
        }
        checkType(types.get(0));
        boolean isPrivate = types.get(0).equals("PRIVATE");
        String ipAddressType = input.flatMap(settings -> settings.optionalString("ipAddressType"))
                .orElse(isPrivate ? "dualstack" : "ipv4");
        if (!ipAddressType.equals("ipv4") && !ipAddressType.equals("dualstack")) {
            throw Refusals.badRequest("ipAddressType must be either ipv4 or dualstack.");
        }
        if (isPrivate && ipAddressType.equals("ipv4")) {
            throw Refusals.badRequest("Only dualstack ipAddressType is supported for Private APIs.");
        }
        List<String> vpcEndpointIds =
                input.map(settings -> settings.strings("vpcEndpointIds")).orElse(List.of());
        if (!isPrivate && !vpcEndpointIds.isEmpty()) {
            throw Refusals.badRequest("VPCEndpoints can only be specified with PRIVATE apis.");
        }
        return new EndpointConfiguration(types, ipAddressType, vpcEndpointIds);
    }
}
