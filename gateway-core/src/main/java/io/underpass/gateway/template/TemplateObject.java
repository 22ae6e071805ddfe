package io.underpass.gateway.template;

import org.jspecify.annotations.Nullable;

/**
 * An object of AWS's that a template sees: {@code $input}, {@code $util}, {@code $context}. What it does not name here
 * is not there.
 *
 * <p>Threads: confined to the thread that renders.
 */
interface TemplateObject {

    /** {@code $object.name}; null for what it has not. */
    @Nullable
    Object property(String name);

    /** {@code $object.name(arguments)}; null for what it has not. */
    default @Nullable Object call(String name, @Nullable Object[] arguments) {
        return null;
    }

    /** {@code #set($object.name = value)}; false where nothing can be set. */
    default boolean set(String name, @Nullable Object value) {
        return false;
    }
}
