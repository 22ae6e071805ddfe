package io.underpass.gateway.control;

import io.underpass.aws.Scope;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.model.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the integrations that name a VPC link: those being edited, and those that a stage serves, which stay when their
 * method is deleted, until the API is deployed again. A link named by a stage variable is not tied (spec 1.11).
 *
 * <p>Threads: stateless.
 */
public final class VpcLinkReferences {

    private VpcLinkReferences() {}

    /**
     * An integration that names a link.
     *
     * @param stage the stage that serves it; empty for one as it is edited
     */
    public record Reference(String restApiId, String httpMethod, String resourceId, Optional<String> stage) {}

    /** The integrations of {@code scope} that name {@code vpcLinkId}, API by API. */
    public static List<Reference> to(GatewayState state, Scope scope, String vpcLinkId) {
        List<Reference> found = new ArrayList<>();
        for (ApiState api : state.apis().values()) {
            if (!api.api().scope().equals(scope)) {
                continue;
            }
            collect(api, api.resources().values(), vpcLinkId, Optional.empty(), found);
            for (Stage stage : api.stages().values()) {
                var deployment = Objects.requireNonNull(api.deployments().get(stage.deploymentId()));
                collect(api, deployment.resources().values(), vpcLinkId, Optional.of(stage.stageName()), found);
            }
        }
        return List.copyOf(found);
    }

    /** The link that {@code integration} names; empty where it names none, or by a stage variable only. */
    static Optional<String> of(Integration integration) {
        return integration.connectionType().equals(Optional.of("VPC_LINK"))
                ? integration.connectionId().filter(id -> !id.startsWith("$"))
                : Optional.empty();
    }

    private static void collect(
            ApiState api,
            Iterable<Resource> resources,
            String vpcLinkId,
            Optional<String> stage,
            List<Reference> found) {
        for (Resource resource : resources) {
            for (Method method : resource.methods().values()) {
                if (method.integration().flatMap(VpcLinkReferences::of).equals(Optional.of(vpcLinkId))) {
                    found.add(new Reference(api.api().id(), method.httpMethod(), resource.id(), stage));
                }
            }
        }
    }
}
