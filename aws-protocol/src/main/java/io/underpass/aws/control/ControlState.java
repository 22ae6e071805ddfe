package io.underpass.aws.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.Ids;
import io.underpass.aws.Scope;
import io.underpass.aws.shape.Input;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The state of one domain and the snapshot compiled from it. A change is compiled, then kept, then published: where
 * compiling or keeping fails, nothing has changed.
 *
 * <p>Threads: {@link #run}, {@link #change} and {@link #atOnce} are called on the control thread only; the getters from any thread, each one volatile read.
 *
 * @param <S> the immutable state that operations change
 * @param <C> the immutable snapshot that the data plane reads
 */
public final class ControlState<S, C> {

    private final Compiler<S, C> compiler;
    private final Consumer<C> published;
    private volatile S state;
    private volatile C snapshot;
    private volatile Keeper<S> keeper = (before, after) -> {};
    private Optional<S> draft = Optional.empty();

    /** Starts with {@code initial}. */
    public ControlState(S initial, Compiler<S, C> compiler) {
        this(initial, compiler, snapshot -> {});
    }

    /**
     * Starts with {@code initial}.
     *
     * @param published told of every snapshot after it was published, on the control thread
     */
    public ControlState(S initial, Compiler<S, C> compiler, Consumer<C> published) {
        this.compiler = compiler;
        this.published = published;
        this.state = initial;
        this.snapshot = compiler.first(initial);
    }

    /** Starts with {@code initial}; the data plane reads the state itself. */
    public static <S> ControlState<S, S> uncompiled(S initial) {
        return new ControlState<>(initial, new Compiler<>() {
            @Override
            public S first(S state) {
                return state;
            }

            @Override
            public S next(S previous, S before, S state) {
                return state;
            }
        });
    }

    /** The current state. */
    public S state() {
        return state;
    }

    /** The snapshot of the current state; a request reads it once and keeps it. */
    public C snapshot() {
        return snapshot;
    }

    /** Lets {@code other} keep the changes from now on; without one they last as long as the process. */
    public void keepBy(Keeper<S> other) {
        keeper = other;
    }

    /** Replaces the state by what {@code change} makes of it. */
    public void change(UnaryOperator<S> change) {
        publish(change.apply(draft()));
    }

    /**
     * Does {@code work}, and makes all that it changes here one change: it is compiled, kept and published at its end, or,
     * where {@code work} or that fails, not at all. Until then only the calls of {@code work} see it. Without effect where
     * it leads back to a state equal to the current one.
     */
    public <T> T atOnce(Supplier<T> work) {
        if (draft.isPresent()) {
            throw new IllegalStateException("one change at once is being made already");
        }
        S next;
        T result;
        draft = Optional.of(state);
        try {
            result = work.get();
            next = draft.orElseThrow();
        } finally {
            draft = Optional.empty();
        }
        if (!next.equals(state)) {
            publish(next);
        }
        return result;
    }

    /** The state that the next call starts from: the current one, or within {@link #atOnce} what was made of it so far. */
    public S draft() {
        return draft.orElse(state);
    }

    /** Runs {@code operation} on the current state, publishes what it leads to, and gives its output. */
    public ObjectNode run(Operation<S> operation, Input input, Scope scope, Instant now, Ids ids) {
        Outcome<S> outcome = operation.body().apply(new Call<>(draft(), input, scope, now, ids));
        publish(outcome.state());
        return outcome.output();
    }

    /** Compiles, keeps and publishes {@code next}; without effect where it is the current state. */
    public void publish(S next) {
        if (draft.isPresent()) {
            draft = Optional.of(next);
            return;
        }
        if (next == state) {
            return;
        }
        Runnable publication = prepare(next);
        keeper.keep(state, next);
        publication.run();
    }

    /**
     * Compiles {@code next} and gives what publishes it. Nobody keeps it, nothing has changed until that runs, and no
     * other change may come in between: for a change of several domains at once.
     */
    public Runnable prepare(S next) {
        C compiled = compiler.next(snapshot, state, next);
        return () -> {
            state = next;
            snapshot = compiled;
            published.accept(compiled);
        };
    }

    /** Turns state into snapshots. */
    public interface Compiler<S, C> {

        /** Compiles a whole state. */
        C first(S state);

        /** Compiles {@code state}, re-using of {@code previous} what is still right for it. */
        C next(C previous, S before, S state);
    }
}
