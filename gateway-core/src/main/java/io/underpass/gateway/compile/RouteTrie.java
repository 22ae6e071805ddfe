package io.underpass.gateway.compile;

import java.util.ArrayDeque;
import java.util.Deque;
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
        return index == VerbTable.UNROUTABLE ? Optional.empty() : new Search(index, RequestPath.of(path)).at(root, 0);
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
    private static final class Search {
        private final int verb;
        private final RequestPath path;
        private final Deque<String> captured = new ArrayDeque<>(4);

        Search(int verb, RequestPath path) {
            this.verb = verb;
            this.path = path;
        }

        Optional<RouteMatch> at(Node node, int index) {
            if (index == path.size()) {
                return matched(node.here);
            }
            String segment = path.segment(index);
            Node literal = node.literals.get(PercentCoding.decodePath(segment));
            if (literal != null) {
                Optional<RouteMatch> match = at(literal, index + 1);
                if (match.isPresent()) {
                    return match;
                }
            }
            // An empty segment, as in /a//b, is no value for {param}; a guess, AWS documents neither way.
            if (node.parameter != null && !segment.isEmpty()) {
                Optional<RouteMatch> match = capture(segment, node.parameter, index + 1);
                if (match.isPresent()) {
                    return match;
                }
            }
            return node.greedy == null ? Optional.empty() : greedy(node.greedy, path.rest(index));
        }

        private Optional<RouteMatch> capture(String value, Node next, int index) {
            captured.addLast(value);
            Optional<RouteMatch> match = at(next, index);
            if (match.isEmpty()) {
                captured.removeLast();
            }
            return match;
        }

        private Optional<RouteMatch> greedy(VerbTable table, String rest) {
            if (rest.isEmpty()) {
                return Optional.empty();
            }
            captured.addLast(rest);
            Optional<RouteMatch> match = matched(table);
            if (match.isEmpty()) {
                captured.removeLast();
            }
            return match;
        }

        private Optional<RouteMatch> matched(@Nullable VerbTable table) {
            return table == null
                    ? Optional.empty()
                    : table.route(verb).map(route -> new RouteMatch(route, List.copyOf(captured)));
        }
    }
}
