package io.underpass.benchmarks.parts;

import io.underpass.aws.Scope;
import io.underpass.aws.control.ControlState;
import io.underpass.gateway.Workers;
import io.underpass.gateway.compile.GatewayCompiler;
import io.underpass.gateway.compile.GatewaySnapshot;
import io.underpass.gateway.model.ApiDefinitions;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.model.RestApi;
import io.underpass.gateway.model.Stage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** APIs with the id {@code abc} and the stage {@code dev}, as the control plane leaves them. Threads: stateless. */
final class Gateways {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final String LOAD_BALANCER =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/shop/1";

    /** Fails what only a request does that needs more than a plain proxy. */
    static final Workers NO_WORKERS = new Workers() {
        @Override
        public <T> void run(
                Supplier<T> work, Function<String, T> failed, ScheduledExecutorService loop, Consumer<T> then) {
            throw new IllegalStateException("a plain proxy needs no worker");
        }
    };

    private Gateways() {}

    /** The one route <code>ANY /{proxy+}</code> to a private backend, as in the tutorial. */
    static ControlState<GatewayState, GatewaySnapshot> proxy() {
        Method any = method("ANY", Map.of("integration.request.path.proxy", "method.request.path.proxy"));
        return deployed(Map.of("/{proxy+}", any));
    }

    /** So many routes: <code>GET /service-N/orders/{id}</code>. */
    static ControlState<GatewayState, GatewaySnapshot> routes(int count) {
        Method get = method("GET", Map.of());
        Map<String, Method> routes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            routes.put("/service-" + i + "/orders/{id}", get);
        }
        return deployed(routes);
    }

    private static ControlState<GatewayState, GatewaySnapshot> deployed(Map<String, Method> routes) {
        Map<String, Resource> resources = new HashMap<>();
        resources.put("root", new Resource("root", Optional.empty(), Optional.empty(), "/", TreePMap.empty()));
        routes.forEach((path, method) -> {
            String id = "r" + resources.size();
            String part = path.substring(path.lastIndexOf('/') + 1);
            PSortedMap<String, Method> methods =
                    TreePMap.<String, Method>empty().plus(method.httpMethod(), method);
            resources.put(id, new Resource(id, Optional.of("root"), Optional.of(part), path, methods));
        });
        Deployment deployment = new Deployment(
                "dep1", Optional.empty(), CREATED, api(), TreePMap.from(resources), ApiDefinitions.EMPTY);
        ApiState api = ApiState.of(api())
                .withDeployments(TreePMap.<String, Deployment>empty().plus("dep1", deployment))
                .withStages(TreePMap.<String, Stage>empty().plus("dev", stage()));
        return new ControlState<>(GatewayState.EMPTY.with(api), new GatewayCompiler());
    }

    private static RestApi api() {
        return new RestApi(
                new Scope("000000000000", "us-east-1"),
                "abc",
                "benchmark",
                Optional.empty(),
                CREATED,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "HEADER",
                new RestApi.EndpointConfiguration(List.of("REGIONAL"), "ipv4", List.of()),
                Optional.empty(),
                Map.of(),
                false,
                "root",
                Optional.empty(),
                Optional.empty());
    }

    private static Stage stage() {
        return new Stage(
                "dev",
                "dep1",
                Optional.empty(),
                Map.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Map.of(),
                TreePMap.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CREATED,
                CREATED);
    }

    private static Method method(String verb, Map<String, String> mappings) {
        Integration integration = new Integration(
                "HTTP_PROXY",
                Optional.of(verb),
                Optional.of(mappings.isEmpty() ? "http://backend.internal/" : "http://backend.internal/{proxy}"),
                Optional.of("VPC_LINK"),
                Optional.of("link01"),
                Optional.of(LOAD_BALANCER),
                Optional.empty(),
                mappings,
                Map.of(),
                "WHEN_NO_MATCH",
                Optional.empty(),
                29_000,
                "cache",
                List.of(),
                Optional.empty(),
                Optional.of("BUFFERED"),
                TreePMap.empty());
        return new Method(
                verb,
                "NONE",
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of(),
                TreePMap.empty(),
                Optional.of(integration));
    }
}
