package io.underpass.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.state.Row;
import io.underpass.aws.state.StateCheck;
import io.underpass.aws.state.StateJson;
import io.underpass.aws.state.StateRows;
import io.underpass.aws.state.UnreadableState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One service's state, as something to keep.
 *
 * <p>Threads: confined to the control thread.
 *
 * @param <S> the state
 */
public final class Domain<S extends Record> {

    private final String name;
    private final Class<S> type;
    private final ControlState<S, ?> control;
    private final StateCheck<S> references;
    private @Nullable StateRows<S> rows;

    /**
     * The state of the service {@code name}, as AWS clients call it.
     *
     * @param references looks at what is imported
     */
    public Domain(String name, Class<S> type, ControlState<S, ?> control, StateCheck<S> references) {
        this.name = name;
        this.type = type;
        this.control = control;
        this.references = references;
    }

    /** Made when it is first needed: to look at all the records takes its time. */
    private StateRows<S> rows() {
        StateRows<S> known = rows;
        if (known == null) {
            known = new StateRows<>(name, type);
            rows = known;
        }
        return known;
    }

    String name() {
        return name;
    }

    JsonNode export() {
        return StateJson.write(control.state());
    }

    /** All rows of the state there is. */
    List<Row> all() {
        return rows().all(control.state());
    }

    /** Lets {@code store} keep every change from now on. */
    void keepIn(StateStore store) {
        control.keepBy((before, after) -> {
            try {
                store.keep(rows().changes(before, after));
            } catch (StateFailure e) {
                throw new AwsError(500, "InternalFailure", "The change was not made: " + e.getMessage());
            }
        });
    }

    /** What {@code json} would change. */
    Replacement replacement(JsonNode json) {
        try {
            S next = StateJson.read(json, type);
            references.check(next);
            return replacement(next);
        } catch (UnreadableState e) {
            throw new UnreadableState("$." + name + e.path().substring(1), e.reason());
        }
    }

    /** What the rows of {@code tables} would change; empty where none of them is this domain's. */
    Optional<Replacement> replacement(Map<String, SortedMap<String, String>> tables) {
        return rows().read(tables).map(this::replacement);
    }

    private Replacement replacement(S next) {
        Runnable publication;
        try {
            publication = control.prepare(next);
        } catch (RuntimeException e) {
            throw new UnreadableState("$." + name, "does not fit together: " + e);
        }
        return new Replacement(() -> rows().changes(control.state(), next), publication);
    }

    /**
     * A state that has been compiled.
     *
     * @param changes the rows that change with it, to be asked for before it is published
     * @param publication makes it the current state
     */
    record Replacement(Supplier<List<Row>> changes, Runnable publication) {}
}
