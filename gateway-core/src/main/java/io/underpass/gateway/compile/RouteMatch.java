package io.underpass.gateway.compile;

import java.util.List;
import java.util.Optional;

/**
 * A route and what its path variables stand for in one request.
 *
 * <p>Threads: immutable.
 *
 * @param values the variables' values in the order of {@link Route#parameters}, percent-encoding kept
 */
public record RouteMatch(Route route, List<String> values) {

    /** The value of the path variable {@code name}, percent-encoding kept. */
    public Optional<String> parameter(String name) {
        int index = route.parameters().indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(values.get(index));
    }
}
