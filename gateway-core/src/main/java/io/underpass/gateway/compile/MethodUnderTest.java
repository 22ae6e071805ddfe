package io.underpass.gateway.compile;

import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Authorizer;
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
 * A method as it is now, deployed or not, for TestInvokeMethod (spec 6.8), or what stands in for one where an authorizer is tested.
 *
 * <p>Threads: immutable.
 *
 * @param stage has this one method
 */
public record MethodUnderTest(CompiledApi api, CompiledStage stage, Route route) {

    /** What AWS calls the stage that there is not. */
    public static final String STAGE = "test-invoke-stage";

    /** What AWS calls it where an authorizer is tested (as remembered). */
    public static final String AUTHORIZER_STAGE = "ESTestInvoke-stage";

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
        CompiledStage stage = stage(api, resource, method, stage(STAGE, stageVariables, clientCertificateId));
        EndpointType endpoint = EndpointType.of(api.api().endpointConfiguration());
        return new MethodUnderTest(compiled(api, endpoint, stage), stage, route(resource, method));
    }

    /**
     * A method that {@code authorizer} guards and that does nothing else, for TestInvokeAuthorizer. The API's resource policy
     * has no say in it.
     */
    public static MethodUnderTest guardedBy(ApiState api, Authorizer authorizer, Map<String, String> stageVariables) {
        boolean pools = authorizer.type().equals("COGNITO_USER_POOLS");
        Method method = new Method(
                "GET",
                pools ? "COGNITO_USER_POOLS" : "CUSTOM",
                Optional.of(authorizer.id()),
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of(),
                TreePMap.empty(),
                Optional.empty());
        Resource root = api.resource(api.api().rootResourceId()).orElseThrow();
        ApiState open = api.withApi(api.api().withoutPolicy())
                .withDefinitions(api.definitions()
                        .withAuthorizers(
                                api.definitions().authorizers().plus(authorizer.id(), authorizer.forgetful())));
        CompiledStage stage = stage(open, root, method, stage(AUTHORIZER_STAGE, stageVariables, Optional.empty()));
        return new MethodUnderTest(compiled(open, EndpointType.REGIONAL, stage), stage, route(root, method));
    }

    private static CompiledStage stage(ApiState api, Resource resource, Method method, Stage stage) {
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
        return CompiledStage.of(stage, deployment, Optional.empty());
    }

    private static CompiledApi compiled(ApiState api, EndpointType endpoint, CompiledStage stage) {
        return new CompiledApi(api.api().id(), api.api().scope(), endpoint, false, Map.of(stage.name(), stage));
    }

    private static Route route(Resource resource, Method method) {
        return new Route(
                0, resource.id(), resource.path(), method.httpMethod(), PathParameters.namesIn(resource.path()));
    }

    /** Whether there is no client. */
    public static boolean isTest(String stageName) {
        return stageName.equals(STAGE) || stageName.equals(AUTHORIZER_STAGE);
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

    private static Stage stage(String name, Map<String, String> variables, Optional<String> clientCertificateId) {
        return new Stage(
                name,
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
