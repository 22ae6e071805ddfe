package io.underpass.wire;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A place that every request passes where something can be made to go wrong.
 *
 * <p>Threads: safe. Where nothing is to go wrong a request reads one field.
 */
public final class FaultPoint {

    /** The name of the step on the trail of a request that was hit. */
    public static final String STEP = "fault";

    private volatile @Nullable Function<List<String>, Optional<InjectedFault>> choice;

    /** Whether nothing goes wrong here. */
    public boolean isQuiet() {
        return choice == null;
    }

    /** What goes wrong with a request to what is called {@code names}. */
    public Optional<InjectedFault> hit(List<String> names) {
        Function<List<String>, Optional<InjectedFault>> current = choice;
        return current == null ? Optional.empty() : current.apply(names);
    }

    /** Something may go wrong from now on; {@code faults} decides for each request, on its event loop. */
    public void choose(Function<List<String>, Optional<InjectedFault>> faults) {
        choice = faults;
    }

    /** Nothing goes wrong from now on. */
    public void quieten() {
        choice = null;
    }
}
