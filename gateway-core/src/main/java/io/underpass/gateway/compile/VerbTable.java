package io.underpass.gateway.compile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The methods of one resource, by verb. {@code ANY} stands in for each of the seven verbs that has no method of its
 * own; HEAD is not implied by GET, and no other verb is ever routed (spec 2.4 of API Gateway).
 *
 * <p>Threads: built by one thread, immutable once published.
 */
final class VerbTable {

    static final int UNROUTABLE = -1;

    /** All verbs that can be routed. */
    static final List<String> VERBS = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    private final @Nullable Route[] routes = new @Nullable Route[VERBS.size()];

    /** The number that stands for {@code verb}; {@link #UNROUTABLE} where no resource can have it. */
    static int indexOf(String verb) {
        return VERBS.indexOf(verb);
    }

    void add(Route route) {
        int own = indexOf(route.httpMethod());
        if (own != UNROUTABLE) {
            routes[own] = route;
        } else if (route.httpMethod().equals("ANY")) {
            for (int i = 0; i < routes.length; i++) {
                if (routes[i] == null) {
                    routes[i] = route;
                }
            }
        }
    }

    /** The route of the verb with number {@code verb}; null where it has none. */
    @Nullable
    Route route(int verb) {
        return routes[verb];
    }
}
