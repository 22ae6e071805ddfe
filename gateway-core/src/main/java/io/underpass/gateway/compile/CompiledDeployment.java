package io.underpass.gateway.compile;

import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.model.Stage;
import io.underpass.gateway.policy.PolicyDocument;
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
    private final Optional<PolicyDocument> policy;
    private final Optional<RoutePlan> policyRefused;
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
        Optional<PolicyDocument> read = Optional.empty();
        Optional<RoutePlan> refused = Optional.empty();
        try {
            read = AccessCompiler.resourcePolicy(source.api());
        } catch (UnusableRoute e) {
            refused = Optional.of(e.plan());
        }
        this.policy = read;
        this.policyRefused = refused;
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
        Method method = methods.get(index);
        return method.integration().filter(StageVariables::usedBy).isPresent()
                        || AccessCompiler.usesStageVariables(source, method)
                ? Optional.empty()
                : Optional.of(compile(index, StageVariables.NONE));
    }

    private CompiledMethod compile(int index, StageVariables variables) {
        Method method = methods.get(index);
        if (policyRefused.isPresent()) {
            return new CompiledMethod(policyRefused.get(), Optional.empty(), Optional.empty());
        }
        RoutePlan plan = PlanCompiler.compile(source.api(), method, variables);
        try {
            Authorization authorization = AccessCompiler.authorization(source, method, variables);
            return new CompiledMethod(
                    plan,
                    policy.isEmpty() && authorization instanceof Authorization.None
                            ? Optional.empty()
                            : Optional.of(new MethodAccess(policy, authorization)),
                    checks.get(index));
        } catch (UnusableRoute e) {
            return new CompiledMethod(e.plan(), Optional.empty(), Optional.empty());
        }
    }
}
