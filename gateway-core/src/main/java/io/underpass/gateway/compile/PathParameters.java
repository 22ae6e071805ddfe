package io.underpass.gateway.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the variables of a resource's path. A variable is always a whole segment.
 *
 * <p>Threads: stateless.
 */
final class PathParameters {

    private PathParameters() {}

    static List<String> namesIn(String path) {
        List<String> names = new ArrayList<>();
        for (String segment : path.split("/")) {
            if (isGreedy(segment)) {
                names.add(segment.substring(1, segment.length() - 2));
            } else if (isVariable(segment)) {
                names.add(segment.substring(1, segment.length() - 1));
            }
        }
        return List.copyOf(names);
    }

    static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    static boolean isGreedy(String segment) {
        return isVariable(segment) && segment.endsWith("+}");
    }
}
