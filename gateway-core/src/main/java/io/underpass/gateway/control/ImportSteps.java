package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Violations;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The steps of an import: the very operations that put the parts of an API one by one, so that both ways are judged alike.
 * What is refused is collected, and where anything is, nothing has changed.
 *
 * <p>Threads: confined to one import.
 */
final class ImportSteps {

    private final Map<String, Operation<GatewayState>> operations;
    private final Call<GatewayState> call;
    private final String restApiId;
    private final Set<String> errors = new LinkedHashSet<>();
    private GatewayState state;

    /** Steps on {@code api}, which stands for the one in the state of {@code call} from now on. */
    ImportSteps(Map<String, Operation<GatewayState>> operations, Call<GatewayState> call, ApiState api) {
        this.operations = operations;
        this.call = call;
        this.restApiId = api.api().id();
        this.state = call.state().with(api);
    }

    /** The API as it is by now. */
    ApiState api() {
        return state.api(restApiId).orElseThrow();
    }

    void replace(ApiState api) {
        state = state.with(api);
    }

    /** An id of {@code length} characters that is not {@code taken}. */
    String unusedId(int length, java.util.function.Predicate<String> taken) {
        return UnusedId.draw(call.ids(), length, taken);
    }

    /** Runs an operation on the API; {@code members} are validated as those of a call from outside are. */
    ObjectNode run(String name, ObjectNode members) {
        Operation<GatewayState> operation =
                Optional.ofNullable(operations.get(name)).orElseThrow(() -> AwsError.notEmulated(name));
        ObjectNode input = members.deepCopy().put("restApiId", restApiId);
        Violations violations = new Violations();
        operation.input().validate(input, operation.input().name(), violations);
        if (!violations.isEmpty()) {
            throw new AwsError(400, "ValidationException", violations.message());
        }
        Outcome<GatewayState> outcome =
                operation.body().apply(new Call<>(state, new Input(input), call.scope(), call.now(), call.ids()));
        state = outcome.state();
        return outcome.output();
    }

    /** What {@code change} gives; where it is refused, that is noted. What is not emulated ends the import by its name. */
    <T> Optional<T> attempt(String what, Supplier<T> change) {
        try {
            return Optional.of(change.get());
        } catch (AwsError e) {
            if (e.status() >= 500) {
                throw e;
            }
            errors.add("Unable to " + what + ": " + e.text());
            return Optional.empty();
        }
    }

    /** The state in the end, unless anything was refused. */
    GatewayState finish() {
        if (!errors.isEmpty()) {
            throw Refusals.badRequest("Errors found during import:\n\t" + String.join("\n\t", errors));
        }
        return state;
    }
}
