package io.underpass.gateway.compile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random routes and requests over a small alphabet, so that they meet often. Threads: stateless. */
final class RandomRoutes {

    private static final String[] SEGMENTS = {"a", "b", "c", "{p}", "{p}"};
    private static final String[] VERBS = {"GET", "POST", "HEAD", "ANY"};
    private static final String[] PIECES = {"a", "b", "c", "d", "", "a%61"};

    private RandomRoutes() {}

    static List<Route> draw(Random random) {
        Set<String> lines = new LinkedHashSet<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            lines.add(VERBS[random.nextInt(VERBS.length)] + ' ' + template(random));
        }
        List<Route> routes = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(" ");
            routes.add(new Route(routes.size(), "r", parts[1], parts[0], PathParameters.namesIn(parts[1])));
        }
        return routes;
    }

    static String verb(Random random) {
        return new String[] {"GET", "POST", "HEAD", "PUT"}[random.nextInt(4)];
    }

    static String requestPath(Random random) {
        StringBuilder path = new StringBuilder();
        int depth = random.nextInt(5);
        for (int i = 0; i < depth; i++) {
            path.append('/').append(PIECES[random.nextInt(PIECES.length)]);
        }
        return path.toString();
    }

    private static String template(Random random) {
        StringBuilder path = new StringBuilder();
        int depth = random.nextInt(4);
        for (int i = 0; i < depth; i++) {
            path.append('/').append(SEGMENTS[random.nextInt(SEGMENTS.length)]);
        }
        if (random.nextInt(3) == 0) {
            path.append("/{rest+}");
        }
        return path.isEmpty() ? "/" : path.toString();
    }
}
