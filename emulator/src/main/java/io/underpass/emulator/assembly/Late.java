package io.underpass.emulator.assembly;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made when it is first asked for.
 *
 * <p>Threads: safe; who asks while it is being made waits.
 */
final class Late<T> implements Supplier<T> {

    private final Supplier<T> making;
    private volatile @Nullable T made;

    /** What {@code making} gives, once. */
    Late(Supplier<T> making) {
        this.making = making;
    }

    @Override
    public T get() {
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
}
