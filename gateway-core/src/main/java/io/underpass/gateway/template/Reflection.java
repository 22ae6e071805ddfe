package io.underpass.gateway.template;

import java.util.Set;

/**
 * The ways from any value to Java itself, which lead nowhere here: a template that tries one fails, as it is after something
 * else than the request. What AWS does is not documented; that it answers 500 is a guess.
 *
 * <p>Threads: those that render.
 */
final class Reflection {

    private static final Set<String> METHODS = Set.of("getClass", "wait", "notify", "notifyAll");

    private Reflection() {}

    /** Throws where a method of this name is one of {@link Object}'s that no template may call. */
    static void refuseCall(String name) {
        if (METHODS.contains(name)) {
            throw refusal(name + "()");
        }
    }

    /** Throws where {@code name}, of what is no map, is the property behind {@link Object#getClass}. */
    static void refuseProperty(String name) {
        if (name.equals("class")) {
            throw refusal(name);
        }
    }

    private static TemplateStop refusal(String what) {
        return Budget.current().stop("a template may not reach for ." + what);
    }
}
