package io.underpass.gateway.data;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes its time to be made, and is made when it is first asked for: ahead, where there is time for it, or
 * when a request needs it.
 *
 * <p>Threads: safe; who asks while it is being made waits.
 */
final class Prepared<T> {

    private final Supplier<T> making;
    private volatile @Nullable T made;

    /** What {@code making} gives, once. */
    Prepared(Supplier<T> making) {
        this.making = making;
    }

    T get() {
        T known = made;
        return known != null ? known : make();
    }

    private synchronized T make() {
        T known = made;
        if (known == null) {
            known = making.get();
            made = known;
        }
        return known;
    }

    /** Does something to it, provided that it was made. */
    void ifMade(Consumer<T> then) {
        T known = made;
        if (known != null) {
            then.accept(known);
        }
    }
}
