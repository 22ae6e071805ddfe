package io.underpass.gateway.template;

import org.jspecify.annotations.Nullable;

/**
 * A method that templates may call on values of some type.
 *
 * <p>Threads: immutable.
 */
@FunctionalInterface
interface AllowedMethod {

    /** The result; null for none. */
    @Nullable
    Object call(Object target, @Nullable Object[] arguments, Budget budget);
}
