package io.underpass.gateway.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Methods by name and number of arguments.
 *
 * <p>Threads: immutable once built.
 */
final class Methods {

    /** One method of a type. */
    @FunctionalInterface
    interface On<T> {

        @Nullable
        Object call(T target, @Nullable Object[] arguments, Budget budget);
    }

    private final Map<String, AllowedMethod> methods = new HashMap<>();

    /** Adds a method. */
    @SuppressWarnings("unchecked") // a table is only asked for targets of its own type
    <T> Methods with(String name, int arguments, On<T> method) {
        methods.put(key(name, arguments), (target, values, budget) -> method.call((T) target, values, budget));
        return this;
    }

    /** Adds all methods of a table. */
    Methods with(Methods others) {
        methods.putAll(others.methods);
        return this;
    }

    /** The method; null where templates have none of that name. */
    @Nullable
    AllowedMethod find(String name, int arguments) {
        return methods.get(key(name, arguments));
    }

    private static String key(String name, int arguments) {
        return name + '/' + arguments;
    }
}
