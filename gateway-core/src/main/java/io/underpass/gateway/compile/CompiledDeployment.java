package io.underpass.gateway.compile;

import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment's routes, shared by all stages that serve it. Plans that read no stage variable are made once; only the
 * others are made again for each stage.
 *
 * <p>Threads: immutable.
 */
final class CompiledDeployment {

    private final Deployment source;
    private final RouteTrie trie;
    private final List<Method> methods;
    private final List<Optional<RoutePlan>> sharedPlans;

    CompiledDeployment(Deployment source) {
        this.source = source;
        List<Route> routes = new ArrayList<>();
        List<Method> routeMethods = new ArrayList<>();
        for (Resource resource : source.resources().values()) {
            List<String> parameters = PathParameters.namesIn(resource.path());
            for (Method method : resource.methods().values()) {
                routes.add(new Route(routes.size(), resource.id(), resource.path(), method.httpMethod(), parameters));
                routeMethods.add(method);
            }
        }
        this.trie = RouteTrie.of(routes);
        this.methods = List.copyOf(routeMethods);
        this.sharedPlans = methods.stream().map(this::sharedPlan).toList();
    }

    Deployment source() {
        return source;
    }

    RouteTrie trie() {
        return trie;
    }

    /** A plan for each route, by the route's index. */
    List<RoutePlan> plans(Map<String, String> stageVariables) {
        StageVariables variables = new StageVariables(stageVariables);
        List<RoutePlan> plans = new ArrayList<>(methods.size());
        for (int i = 0; i < methods.size(); i++) {
            Method method = methods.get(i);
            plans.add(sharedPlans.get(i).orElseGet(() -> PlanCompiler.compile(source.api(), method, variables)));
        }
        return plans;
    }

    private Optional<RoutePlan> sharedPlan(Method method) {
        return method.integration().filter(StageVariables::usedBy).isPresent()
                ? Optional.empty()
                : Optional.of(PlanCompiler.compile(source.api(), method, StageVariables.NONE));
    }
}
