package io.underpass.gateway.compile;

import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.model.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * A method as it is now, deployed or not, for TestInvokeMethod (spec 6.8).
 *
 * <p>Threads: immutable.
 *
 * @param stage has this one method
 */
public record MethodUnderTest(CompiledApi api, CompiledStage stage, Route route) {

    /** What AWS calls the stage that there is not. */
    public static final String STAGE = "test-invoke-stage";

    private static final String NO_DEPLOYMENT = "";

    /**
     * Compiles the method {@code verb} of {@code resource}.
     *
     * @param clientCertificateId the certificate that the backend is shown
     */
    public static MethodUnderTest of(
            ApiState api,
            Resource resource,
            Method method,
            Map<String, String> stageVariables,
            Optional<String> clientCertificateId) {
        Resource alone = new Resource(
                resource.id(),
                resource.parentId(),
                resource.pathPart(),
                resource.path(),
                TreePMap.<String, Method>empty().plus(method.httpMethod(), method));
        CompiledDeployment deployment = new CompiledDeployment(new Deployment(
                NO_DEPLOYMENT,
                Optional.empty(),
                Instant.EPOCH,
                api.api(),
                TreePMap.<String, Resource>empty().plus(resource.id(), alone),
                api.definitions()));
        CompiledStage stage =
                CompiledStage.of(stage(stageVariables, clientCertificateId), deployment, Optional.empty());
        CompiledApi compiled = new CompiledApi(
                api.api().id(),
                api.api().scope(),
                EndpointType.of(api.api().endpointConfiguration()),
                false,
                Map.of(STAGE, stage));
        Route route = new Route(
                0, resource.id(), resource.path(), method.httpMethod(), PathParameters.namesIn(resource.path()));
        return new MethodUnderTest(compiled, stage, route);
    }

    /** The method, writing everything down. */
    public CompiledMethod method() {
        return stage.method(route).tested();
    }

    /**
     * The route for {@code path}; where the path is not the resource's, without path variables (observed on AWS).
     *
     * @param path undecoded
     */
    public RouteMatch match(String path) {
        String verb = route.httpMethod().equals("ANY") ? "GET" : route.httpMethod();
        return stage.match(verb, path)
                .orElseGet(() -> new RouteMatch(
                        new Route(0, route.resourceId(), route.path(), route.httpMethod(), List.of()), List.of()));
    }

    private static Stage stage(Map<String, String> variables, Optional<String> clientCertificateId) {
        return new Stage(
                STAGE,
                NO_DEPLOYMENT,
                Optional.empty(),
                variables,
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Map.of(),
                TreePMap.empty(),
                Optional.empty(),
                Optional.empty(),
                clientCertificateId,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
