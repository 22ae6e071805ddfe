package io.underpass.emulator.state;

import io.underpass.aws.state.Row;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Keeps rows beyond the life of the process.
 *
 * <p>Threads: used on one thread at a time.
 */
public interface StateStore extends AutoCloseable {

    /** Whether it keeps anything; where not, there is no need to work out what changes. */
    default boolean keeps() {
        return true;
    }

    /** All rows, by table and key. */
    Map<String, SortedMap<String, String>> load() throws StateFailure;

    /**
     * Keeps {@code changes}, all or none. Once it returns they survive the end of the process, however it ends; where it
     * throws, they will not be there, and a later call may work again.
     */
    void keep(List<Row> changes) throws StateFailure;

    /** Lets go of the store. */
    @Override
    void close();

    /** Keeps nothing, as when nobody asked for it. */
    static StateStore none() {
        return new StateStore() {
            @Override
            public boolean keeps() {
                return false;
            }

            @Override
            public Map<String, SortedMap<String, String>> load() {
                return Map.of();
            }

            @Override
            public void keep(List<Row> changes) {}

            @Override
            public void close() {}
        };
    }
}
