package io.underpass.gateway.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rule of precedence written down a second time, naively: keep the routes that fit, sort them by how specific each
 * segment is, take the first.
 *
 * <p>Threads: stateless.
 */
final class BruteForceMatcher {

    private static final String SEVEN = "DELETE GET HEAD OPTIONS PATCH POST PUT";

    private BruteForceMatcher() {}

    static Optional<RouteMatch> find(List<Route> routes, String verb, String path) {
        return routes.stream()
                .filter(route -> takes(route, verb))
                .flatMap(route -> match(route, segments(path)).stream())
                .min(Comparator.<RouteMatch, String>comparing(match -> rank(match.route()))
                        .thenComparing(match -> match.route().httpMethod().equals("ANY")));
    }

    private static boolean takes(Route route, String verb) {
        return route.httpMethod().equals(verb) || (route.httpMethod().equals("ANY") && SEVEN.contains(verb));
    }

    /** Sorts literals before variables before greedy ones, from left to right. */
    private static String rank(Route route) {
        StringBuilder rank = new StringBuilder();
        for (String segment : segments(route.path())) {
            rank.append(segment.endsWith("+}") ? '2' : segment.startsWith("{") ? '1' : '0');
        }
        return rank.toString();
    }

    private static Optional<RouteMatch> match(Route route, List<String> actual) {
        List<String> template = segments(route.path());
        List<String> values = new ArrayList<>();
        for (int i = 0; i < template.size(); i++) {
            String expected = template.get(i);
            if (expected.endsWith("+}")) {
                String rest = String.join("/", actual.subList(Math.min(i, actual.size()), actual.size()));
                if (rest.isEmpty()) {
                    return Optional.empty();
                }
                values.add(rest);
                return Optional.of(new RouteMatch(route, values));
            }
            if (i >= actual.size()) {
                return Optional.empty();
            }
            String segment = actual.get(i);
            if (expected.startsWith("{")) {
                if (segment.isEmpty()) {
                    return Optional.empty();
                }
                values.add(segment);
            } else if (!expected.equals(segment.replace("%61", "a"))) {
                return Optional.empty();
            }
        }
        return template.size() == actual.size() ? Optional.of(new RouteMatch(route, values)) : Optional.empty();
    }

    private static List<String> segments(String path) {
        String trimmed = path.replaceFirst("^/+", "").replaceFirst("/$", "");
        return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("/", -1));
    }
}
