package io.underpass.aws.restjson;

import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.StructureShape;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a REST-JSON operation is found and how it answers.
 *
 * <p>Threads: immutable.
 *
 * @param method the HTTP method
 * @param path the path
 * @param query the query parameter that must be there; set where operations share method and path
 * @param status the status of success
 * @param operation what runs
 * @param payload where its output goes if the answer is not JSON
 */
public record Route<S>(
        String method,
        PathTemplate path,
        RequiredQuery query,
        int status,
        Operation<S> operation,
        Optional<Payload> payload) {

    /**
     * An answer whose body is one member of the output, as it is.
     *
     * @param member the member that is the body
     * @param headers the members that are header fields, by the names of these
     */
    public record Payload(String member, Map<String, String> headers) {}

    /**
     * A route to an operation.
     *
     * @param path may end in a required query parameter: {@code /restapis?mode=import}
     * @param name the operation's
     */
    public static <S> Route<S> of(
            String method,
            String path,
            int status,
            String name,
            StructureShape input,
            Function<Call<S>, Outcome<S>> body) {
        return new Route<>(
                method,
                PathTemplate.of(RequiredQuery.pathOf(path)),
                RequiredQuery.of(path),
                status,
                new Operation<>(name, input, body),
                Optional.empty());
    }

    /** This route with an answer that is not JSON. */
    public Route<S> answering(Payload other) {
        return new Route<>(method, path, query, status, operation, Optional.of(other));
    }
}
