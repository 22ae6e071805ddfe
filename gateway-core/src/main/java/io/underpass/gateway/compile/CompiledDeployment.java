package io.underpass.gateway.compile;

import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.model.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A deployment's routes, shared by all stages that serve it. Plans that read no stage variable are made once; only the
 * others are made again for each stage.
 *
 * <p>Threads: immutable.
 */
final class CompiledDeployment {

    private final Deployment source;
    private final RouteTrie trie;
    private final List<Route> routes;
    private final List<Method> methods;
    private final List<Optional<RequestChecks>> checks;
    private final List<Optional<CompiledMethod>> shared;

    CompiledDeployment(Deployment source) {
        this.source = source;
        List<Route> found = new ArrayList<>();
        List<Method> routeMethods = new ArrayList<>();
        for (Resource resource : source.resources().values()) {
            List<String> parameters = PathParameters.namesIn(resource.path());
            for (Method method : resource.methods().values()) {
                found.add(new Route(found.size(), resource.id(), resource.path(), method.httpMethod(), parameters));
                routeMethods.add(method);
            }
        }
        this.routes = List.copyOf(found);
        this.trie = RouteTrie.of(routes);
        this.methods = List.copyOf(routeMethods);
        RequestChecksCompiler checksCompiler = new RequestChecksCompiler(source);
        this.checks = methods.stream().map(checksCompiler::compile).toList();
        this.shared = IntStream.range(0, methods.size()).mapToObj(this::shared).toList();
    }

    Deployment source() {
        return source;
    }

    RouteTrie trie() {
        return trie;
    }

    /** What happens to the requests of each route in {@code stage}, by the route's index. */
    List<CompiledMethod> methods(Stage stage) {
        StageVariables variables = new StageVariables(stage.variables());
        StageSettings settings = StageSettings.of(stage);
        List<CompiledMethod> compiled = new ArrayList<>(methods.size());
        for (int i = 0; i < methods.size(); i++) {
            int index = i;
            CompiledMethod method = shared.get(i).orElseGet(() -> compile(index, variables));
            Route route = routes.get(i);
            compiled.add(settings.of(route.path(), route.httpMethod())
                    .map(method::observed)
                    .orElse(method));
        }
        return compiled;
    }

    private Optional<CompiledMethod> shared(int index) {
        return methods.get(index).integration().filter(StageVariables::usedBy).isPresent()
                ? Optional.empty()
                : Optional.of(compile(index, StageVariables.NONE));
    }

    private CompiledMethod compile(int index, StageVariables variables) {
        return new CompiledMethod(PlanCompiler.compile(source.api(), methods.get(index), variables), checks.get(index));
    }
}
