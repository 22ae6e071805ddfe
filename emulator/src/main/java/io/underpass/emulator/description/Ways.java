package io.underpass.emulator.description;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The ways from routes to load balancers. Threads: immutable.
 *
 * @param loadBalancers as they are described
 * @param arns of load balancers, by name
 * @param links the ids of links, by name
 */
record Ways(List<LoadBalancer> loadBalancers, Map<String, String> arns, Map<String, String> links) {

    private static final int HTTP_PORT = 80;

    /** The way of {@code route}; empty where it does not lead to a load balancer. */
    Optional<RouteMembers.Way> of(Route route) {
        return route.to().map(name -> {
            LoadBalancer loadBalancer = loadBalancers.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            String link = route.through()
                    .map(given -> Objects.requireNonNull(links.get(given)))
                    .orElseGet(() -> links.values().iterator().next());
            Listener listener = listener(loadBalancer, route).orElseThrow();
            return new RouteMembers.Way(
                    link, Objects.requireNonNull(arns.get(name)), host(loadBalancer, listener), listener);
        });
    }

    /** The name on the listener's certificate, as the gateway asks for it. */
    private static String host(LoadBalancer loadBalancer, Listener listener) {
        return CertificateChanges.shown(loadBalancer, listener).stream()
                .filter(name -> !CertificateChanges.isArn(name))
                .findFirst()
                .map(name -> name.replaceFirst("^\\*", loadBalancer.name()))
                .orElseGet(() -> CertificateChanges.host(loadBalancer));
    }

    /** The listener that {@code route} leads to: the one it names, the one on port 80, or the only one. */
    static Optional<Listener> listener(LoadBalancer loadBalancer, Route route) {
        List<Listener> listeners = loadBalancer.listeners();
        if (route.port().isPresent()) {
            return on(listeners, route.port().getAsInt());
        }
        return listeners.size() == 1 ? Optional.of(listeners.get(0)) : on(listeners, HTTP_PORT);
    }

    private static Optional<Listener> on(List<Listener> listeners, int port) {
        return listeners.stream().filter(listener -> listener.port() == port).findFirst();
    }
}
