package io.underpass.aws.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.Ids;
import io.underpass.aws.shape.Input;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a control API does with a call whatever protocol it came by: finds the operation, runs it, and turns what goes
 * wrong into an answer.
 *
 * <p>Threads: called on the control thread only.
 *
 * @param <S> the state its operations change
 */
public final class Dispatch<S> {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final String service;
    private final ControlState<S, ?> control;
    private final Map<String, Operation<S>> operations;
    private final Set<String> unemulated;
    private final Ids ids;
    private final InstantSource clock;

    /** Of operations that are not found by name alone. */
    public Dispatch(String service, ControlState<S, ?> control, Ids ids, InstantSource clock) {
        this(service, control, List.of(), Set.of(), ids, clock);
    }

    /**
     * Of {@code operations}.
     *
     * @param service its name in messages, {@code elbv2} for instance
     * @param unemulated the names of the real service's other operations
     */
    public Dispatch(
            String service,
            ControlState<S, ?> control,
            List<Operation<S>> operations,
            Set<String> unemulated,
            Ids ids,
            InstantSource clock) {
        this.service = service;
        this.control = control;
        this.operations = operations.stream().collect(Collectors.toMap(Operation::name, Function.identity()));
        this.unemulated = Set.copyOf(unemulated);
        this.ids = ids;
        this.clock = clock;
    }

    /** The service's name in messages. */
    public String service() {
        return service;
    }

    /**
     * What {@code answer} gives, or what {@code refused} makes of the error that it throws.
     *
     * @param call names the call in the log
     */
    public AwsResponse guarded(String call, Supplier<AwsResponse> answer, Function<AwsError, AwsResponse> refused) {
        try {
            return answer.get();
        } catch (AwsError e) {
            return refused.apply(e);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", service, call, e);
            return refused.apply(new AwsError(500, "InternalFailure", "Underpass failed: " + e));
        }
    }

    /** The operation called {@code name}; where there is none throws what the service says of that. */
    public Operation<S> operation(String name, Supplier<AwsError> unknown) {
        Operation<S> operation = operations.get(name);
        if (operation != null) {
            return operation;
        }
        throw unemulated.contains(name) ? notEmulated(name) : unknown.get();
    }

    /** What is said of an operation that the real service has. */
    public AwsError notEmulated(String name) {
        return AwsError.notEmulated(service + " " + name);
    }

    /** Runs {@code operation}, and gives its output. */
    public ObjectNode run(Operation<S> operation, Input input, AwsRequest request) {
        return control.run(operation, input, request.scope(), clock.instant(), ids);
    }
}
