package io.underpass.aws.restjson;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.AwsService;
import io.underpass.aws.Ids;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.control.Dispatch;
import io.underpass.aws.control.Operation;
import io.underpass.aws.shape.Input;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A control API that speaks JSON 1.1: every call is a POST to {@code /}, the header {@code X-Amz-Target} names the
 * operation, and the body is its input.
 *
 * <p>Threads: called on the control thread only.
 *
 * @param <S> the state its operations change
 */
public final class JsonTargetService<S> implements AwsService {

    private final String target;
    private final Dispatch<S> dispatch;

    /**
     * A service.
     *
     * @param service its name in messages, {@code acm} for instance
     * @param target what stands before the operation's name in the header, and a dot between
     * @param unemulated the names of the real service's other operations
     */
    public JsonTargetService(
            String service,
            String target,
            ControlState<S, ?> control,
            List<Operation<S>> operations,
            Set<String> unemulated,
            Ids ids,
            InstantSource clock) {
        this.target = target;
        this.dispatch = new Dispatch<>(service, control, operations, unemulated, ids, clock);
    }

    @Override
    public AwsResponse handle(AwsRequest request) {
        return dispatch.guarded(
                request.header("x-amz-target").orElse(""),
                () -> answer(request),
                error -> error(error, request.requestId()));
    }

    private AwsResponse answer(AwsRequest request) {
        String name = request.header("x-amz-target")
                .filter(text -> text.startsWith(target + '.'))
                .map(text -> text.substring(target.length() + 1))
                .orElse("");
        Operation<S> operation = dispatch.operation(
                name,
                () -> new AwsError(
                        400,
                        "UnknownOperationException",
                        "There is no operation of " + dispatch.service() + " by the X-Amz-Target '"
                                + request.header("x-amz-target").orElse("") + "'"));
        Input input = RestJsonDecoder.decode(name, operation.input(), request, Map.of());
        ObjectNode output = dispatch.run(operation, input, request);
        return response(200, output, request.requestId());
    }

    private static AwsResponse error(AwsError error, String requestId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("__type", error.code());
        body.put("message", error.text());
        error.members().forEach(body::put);
        return response(error.status(), body, requestId);
    }

    private static AwsResponse response(int status, ObjectNode body, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amzn-RequestId", requestId);
        headers.put("Content-Type", "application/x-amz-json-1.1");
        return new AwsResponse(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
