package io.underpass.emulator.description;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where in a description something stands: the same words as a file has. Threads: stateless. */
final class Paths {

    private Paths() {}

    static String link(String name) {
        return "links." + name;
    }

    static String trustStore(String name) {
        return "trustStores." + name;
    }

    static String loadBalancer(LoadBalancer loadBalancer) {
        return "loadBalancers." + loadBalancer.name();
    }

    static String targetGroup(LoadBalancer loadBalancer, String name) {
        return loadBalancer(loadBalancer) + ".targetGroups." + name;
    }

    static String listener(LoadBalancer loadBalancer, Listener listener) {
        return loadBalancer(loadBalancer) + ".listeners." + listener.port();
    }

    static String rule(LoadBalancer loadBalancer, Listener listener, int index) {
        return listener(loadBalancer, listener) + ".rules[" + index + "]";
    }

    static String otherwise(LoadBalancer loadBalancer, Listener listener) {
        return listener(loadBalancer, listener) + ".otherwise";
    }

    static String api(Api api) {
        return "apis." + api.name();
    }

    static String plan(Api api, Plan plan) {
        return api(api) + ".plans." + plan.name();
    }

    static String route(Api api, Route route) {
        return api(api) + ".routes." + (route.method().isEmpty() ? "" : route.method() + ' ') + route.path();
    }

    /** All actions of {@code loadBalancer}, by where they stand, in order. */
    static Map<String, Action> actions(LoadBalancer loadBalancer) {
        Map<String, Action> actions = new LinkedHashMap<>();
        for (Listener listener : loadBalancer.listeners()) {
            for (int i = 0; i < listener.rules().size(); i++) {
                String path = rule(loadBalancer, listener, i);
                listener.rules().get(i).action().ifPresent(action -> actions.put(path, action));
            }
            actions.put(otherwise(loadBalancer, listener), listener.otherwise());
        }
        return actions;
    }
}
