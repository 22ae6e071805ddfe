package io.underpass.gateway.compile;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The methods of one resource, by verb. {@code ANY} stands in for each of the seven verbs that has no method of its
 * own; HEAD is not implied by GET, and no other verb is ever routed (spec 2.4 of API Gateway).
 *
 * <p>Threads: built by one thread, immutable once published.
 */
final class VerbTable {

    static final int UNROUTABLE = -1;
    private static final int VERBS = 7;

    private final @Nullable Route[] routes = new @Nullable Route[VERBS];

    /** The number that stands for {@code verb}; {@link #UNROUTABLE} where no resource can have it. */
    static int indexOf(String verb) {
        return switch (verb) {
            case "DELETE" -> 0;
            case "GET" -> 1;
            case "HEAD" -> 2;
            case "OPTIONS" -> 3;
            case "PATCH" -> 4;
            case "POST" -> 5;
            case "PUT" -> 6;
            default -> UNROUTABLE;
        };
    }

    void add(Route route) {
        int own = indexOf(route.httpMethod());
        if (own != UNROUTABLE) {
            routes[own] = route;
        } else if (route.httpMethod().equals("ANY")) {
            for (int i = 0; i < VERBS; i++) {
                if (routes[i] == null) {
                    routes[i] = route;
                }
            }
        }
    }

    Optional<Route> route(int verb) {
        return Optional.ofNullable(routes[verb]);
    }
}
