package io.underpass.gateway.compile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a request's route. In each segment a literal goes before <code>{param}</code>, and that before
 * <code>{proxy+}</code>; a candidate without a method for the verb is passed over for the next one (spec 2.4, observed
 * on AWS). A lookup costs one hash probe a segment, however many routes there are.
 *
 * <p>Threads: immutable once built.
 */
final class RouteTrie {

    private final Node root = new Node();

    private RouteTrie() {}

    static RouteTrie of(List<Route> routes) {
        RouteTrie trie = new RouteTrie();
        routes.forEach(trie::add);
        return trie;
    }

    /** The route of {@code verb} on {@code path}, the path after the stage as received. */
    Optional<RouteMatch> find(String verb, String path) {
        int index = VerbTable.indexOf(verb);
        if (index == VerbTable.UNROUTABLE) {
            return Optional.empty();
        }
        RequestPath segments = RequestPath.of(path);
        return Optional.ofNullable(new Search(index, segments).at(root, segments.start(), null));
    }

    private void add(Route route) {
        Node node = root;
        for (String segment : route.path().split("/")) {
            if (segment.isEmpty()) {
                continue;
            }
            if (PathParameters.isGreedy(segment)) {
                node.greedy = addTo(node.greedy, route);
                return;
            }
            node = PathParameters.isVariable(segment) ? node.parameterChild() : node.literalChild(segment);
        }
        node.here = addTo(node.here, route);
    }

    private static VerbTable addTo(@Nullable VerbTable table, Route route) {
        VerbTable verbs = table == null ? new VerbTable() : table;
        verbs.add(route);
        return verbs;
    }

    private static final class Node {
        private Map<String, Node> literals = Map.of();
        private @Nullable Node parameter;
        private @Nullable VerbTable here;
        private @Nullable VerbTable greedy;

        Node literalChild(String segment) {
            if (literals.isEmpty()) {
                literals = new HashMap<>();
            }
            return literals.computeIfAbsent(segment, unused -> new Node());
        }

        Node parameterChild() {
            if (parameter == null) {
                parameter = new Node();
            }
            return parameter;
        }
    }

    /** One lookup: depth first, most specific branch first. */
    private record Search(int verb, RequestPath path) {

        /** The route below {@code node} for what follows {@code start}; null where there is none. */
        @Nullable
        RouteMatch at(Node node, int start, @Nullable Captured captured) {
            if (path.isOver(start)) {
                return matched(node.here, captured);
            }
            RouteMatch match = literal(node, start, captured);
            // An empty segment, as in /a//b, is no value for {param}; a guess, AWS documents neither way.
            if (match == null && node.parameter != null && !path.isEmpty(start)) {
                match = at(node.parameter, path.next(start), new Captured(path.segment(start), captured));
            }
            if (match == null && node.greedy != null) {
                String rest = path.rest(start);
                match = rest.isEmpty() ? null : matched(node.greedy, new Captured(rest, captured));
            }
            return match;
        }

        private @Nullable RouteMatch literal(Node node, int start, @Nullable Captured captured) {
            if (node.literals.isEmpty()) {
                return null;
            }
            Node literal = node.literals.get(PercentCoding.decodePath(path.segment(start)));
            return literal == null ? null : at(literal, path.next(start), captured);
        }

        private @Nullable RouteMatch matched(@Nullable VerbTable table, @Nullable Captured captured) {
            Route route = table == null ? null : table.route(verb);
            return route == null ? null : new RouteMatch(route, Captured.values(captured, route));
        }
    }

    /** The value of a path variable, and those of the variables before it. */
    private record Captured(String value, @Nullable Captured before) {

        /** The values of the variables of {@code route}, from left to right. */
        static List<String> values(@Nullable Captured last, Route route) {
            if (last == null) {
                return List.of();
            }
            if (last.before == null) {
                return List.of(last.value);
            }
            String[] values = new String[route.parameters().size()];
            int index = values.length;
            for (Captured captured = last; captured != null; captured = captured.before) {
                values[--index] = captured.value;
            }
            return List.of(values);
        }
    }
}
