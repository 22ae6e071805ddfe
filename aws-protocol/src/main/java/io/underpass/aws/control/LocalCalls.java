package io.underpass.aws.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.Ids;
import io.underpass.aws.Scope;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import io.underpass.aws.shape.Violations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The operations of a control API, called from within the process: the same operations and the same checks of their input
 * as behind the AWS endpoint, without its protocol.
 *
 * <p>Threads: called on the control thread only.
 *
 * @param <S> the state the operations change
 */
public final class LocalCalls<S> {

    private final ControlState<S, ?> control;
    private final Map<String, Operation<S>> operations = new LinkedHashMap<>();
    private final Ids ids;
    private final InstantSource clock;

    /** Calls of {@code operations} on {@code control}. */
    public LocalCalls(ControlState<S, ?> control, Collection<Operation<S>> operations, Ids ids, InstantSource clock) {
        this.control = control;
        operations.forEach(operation -> this.operations.putIfAbsent(operation.name(), operation));
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Calls {@code operation} and gives its output.
     *
     * @param input its members by the names of its shape, of the types that has
     * @throws AwsError if it is refused; nothing has changed then
     */
    public ObjectNode call(String operation, ObjectNode input, Scope scope) {
        Operation<S> found = operations.get(operation);
        if (found == null) {
            throw new IllegalArgumentException("there is no operation " + operation);
        }
        StructureShape shape = found.input();
        input.fieldNames().forEachRemaining(name -> {
            if (!shape.members().containsKey(name)) {
                throw new IllegalArgumentException(operation + " has no member " + name);
            }
        });
        Violations violations = new Violations();
        shape.validate(input, shape.name(), violations);
        if (!violations.isEmpty()) {
            throw new AwsError(400, "ValidationException", violations.message());
        }
        return control.run(found, new Input(input), scope, clock.instant(), ids);
    }

    /** As {@link ControlState#change}. */
    public void change(UnaryOperator<S> change) {
        control.change(change);
    }

    /** As {@link ControlState#atOnce}. */
    public <T> T atOnce(Supplier<T> work) {
        return control.atOnce(work);
    }

    /** The state that the next call starts from. */
    public S state() {
        return control.draft();
    }

    /** The time of a call made now. */
    public Instant now() {
        return clock.instant();
    }

    /** Brings back {@code earlier}, a state that there was before. */
    public void restore(S earlier) {
        control.publish(earlier);
    }
}
