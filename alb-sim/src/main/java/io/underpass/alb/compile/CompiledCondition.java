package io.underpass.alb.compile;

import java.util.List;
import java.util.Optional;

/**
 * A condition, ready to be tried. Its text names the field and the values it accepts.
 *
 * <p>Threads: immutable.
 */
public interface CompiledCondition {

    /** Whether any of the values fits. */
    boolean matches(RequestFacts request);

    /** What the request has where the condition looks, for people. */
    String found(RequestFacts request);

    /** How much of the request fits, to find the nearest of several conditions that fail; only an order. */
    default int closeness(RequestFacts request) {
        return 0;
    }

    /** The name of the header field it looks at, where it does. */
    default Optional<String> header() {
        return Optional.empty();
    }

    /** What the paths begin with that it accepts, one for each of its values; none where it does not look at paths. */
    default List<PathPrefix> pathPrefixes() {
        return List.of();
    }

    /** The hosts in lower case where it accepts these only; empty where it does not look at hosts, or accepts others. */
    default List<String> hosts() {
        return List.of();
    }
}
