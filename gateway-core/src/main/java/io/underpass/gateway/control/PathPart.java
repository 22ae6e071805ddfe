package io.underpass.gateway.control;

import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Resource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pcollections.PSortedMap;

/**
 * What a resource may be called, and beside and below what it may stand (spec 2.5, 6.6). Costs the logarithm of the
 * number of siblings.
 *
 * <p>Threads: stateless.
 */
final class PathPart {

    private static final Pattern WELL_FORMED = Pattern.compile("[a-zA-Z0-9._:,-]+|\\{[a-zA-Z0-9._:,-]+\\+?}");
    private static final String VARIABLE = "{";

    private PathPart() {}

    /**
     * Checks that {@code part} may stand below {@code parent}.
     *
     * @param self the id of the resource that is to stand there; empty for a new one
     */
    static void check(ApiState api, Resource parent, String part, Optional<String> self) {
        if (part.isEmpty()) {
            throw Refusals.badRequest("Resource's path part must be specified");
        }
        if (!WELL_FORMED.matcher(part).matches()) {
            throw Refusals.badRequest("Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable"
                    + " and curly braces at the beginning and the end.");
        }
        parent.pathPart().filter(PathPart::isGreedy).ifPresent(PathPart::refuseChild);
        PSortedMap<String, String> siblings = api.childrenOf(parent.id());
        Optional<String> same = Optional.ofNullable(siblings.get(part));
        if (same.isPresent() && !same.equals(self)) {
            throw Refusals.conflict("Another resource with the same parent already has this name: " + part);
        }
        // Braces sort after letters and digits, so the variable sibling, if any, is the first at or after one.
        Optional<String> variable = Optional.ofNullable(siblings.ceilingKey(VARIABLE));
        if (part.startsWith(VARIABLE)
                && variable.isPresent()
                && !Optional.ofNullable(siblings.get(variable.get())).equals(self)) {
            throw Refusals.badRequest("A sibling (" + variable.get()
                    + ") of this resource already has a variable path part -- only one is allowed");
        }
        if (isGreedy(part) && self.filter(id -> !api.childrenOf(id).isEmpty()).isPresent()) {
            refuseChild(part);
        }
    }

    /** The path of {@code part} below {@code parent}. */
    static String below(Resource parent, String part) {
        return parent.path().equals("/") ? '/' + part : parent.path() + '/' + part;
    }

    private static boolean isGreedy(String part) {
        return part.endsWith("+}");
    }

    private static void refuseChild(String part) {
        throw Refusals.badRequest("Cannot create a child of a resource with a greedy path variable: " + part);
    }
}
