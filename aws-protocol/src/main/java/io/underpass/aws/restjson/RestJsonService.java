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
import io.underpass.aws.shape.Input;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A control API that speaks REST-JSON.
 *
 * <p>Threads: called on the control thread only.
 *
 * @param <S> the state its operations change
 */
public final class RestJsonService<S> implements AwsService {

    private final Dispatch<S> dispatch;
    private final List<Route<S>> routes;
    private final List<UnemulatedOperation> unemulated;

    /**
     * A service.
     *
     * @param service its name in messages, {@code apigateway} for instance
     * @param unemulated the real service's other operations
     */
    public RestJsonService(
            String service,
            ControlState<S, ?> control,
            List<Route<S>> routes,
            List<UnemulatedOperation> unemulated,
            Ids ids,
            InstantSource clock) {
        this.dispatch = new Dispatch<>(service, control, ids, clock);
        this.routes = List.copyOf(routes);
        this.unemulated = List.copyOf(unemulated);
    }

    @Override
    public AwsResponse handle(AwsRequest request) {
        return dispatch.guarded(
                request.method() + ' ' + request.path(),
                () -> answer(request),
                error -> error(error, request.requestId()));
    }

    private AwsResponse answer(AwsRequest request) {
        return find(request, true)
                .or(() -> find(request, false))
                .orElseThrow(() -> new AwsError(
                        404,
                        "UnknownOperationException",
                        "There is no operation of " + dispatch.service() + " at " + request.method() + " "
                                + request.path()));
    }

    /** Runs the operation at {@code request}, looking only at those told apart by a query parameter, or at the others. */
    private Optional<AwsResponse> find(AwsRequest request, boolean byQuery) {
        for (Route<S> route : routes) {
            if (route.query().isPresent() == byQuery
                    && route.method().equals(request.method())
                    && route.query().matches(request)) {
                Optional<Map<String, String>> labels = match(route.path(), request.path());
                if (labels.isPresent()) {
                    return Optional.of(run(route, request, labels.get()));
                }
            }
        }
        for (UnemulatedOperation other : unemulated) {
            if (other.query().isPresent() == byQuery
                    && other.method().equals(request.method())
                    && other.query().matches(request)
                    && match(other.path(), request.path()).isPresent()) {
                throw dispatch.notEmulated(other.name());
            }
        }
        return Optional.empty();
    }

    private AwsResponse run(Route<S> route, AwsRequest request, Map<String, String> labels) {
        var operation = route.operation();
        Input input = RestJsonDecoder.decode(operation.name(), operation.input(), request, labels);
        ObjectNode output = dispatch.run(operation, input, request);
        if (route.payload().isPresent()) {
            return payload(route, route.payload().get(), output, request.requestId());
        }
        boolean empty = route.status() == 204 || (route.status() == 202 && output.isEmpty());
        return response(route.status(), new LinkedHashMap<>(), empty ? "" : output.toString(), request.requestId());
    }

    private static AwsResponse payload(Route<?> route, Route.Payload payload, ObjectNode output, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amzn-RequestId", requestId);
        payload.headers()
                .forEach((field, member) ->
                        headers.put(field, output.path(member).asText()));
        byte[] body = output.path(payload.member()).asText().getBytes(StandardCharsets.UTF_8);
        return new AwsResponse(route.status(), headers, body);
    }

    private static Optional<Map<String, String>> match(PathTemplate template, String path) {
        try {
            return template.match(path);
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "BadRequestException", "The path holds a broken percent-encoding: " + path);
        }
    }

    /** The answer to a call that fails, also before a service is chosen. */
    public static AwsResponse error(AwsError error, String requestId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("message", error.text());
        error.members().forEach(body::put);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amzn-ErrorType", error.code());
        return response(error.status(), headers, body.toString(), requestId);
    }

    private static AwsResponse response(int status, Map<String, String> headers, String body, String requestId) {
        headers.put("x-amzn-RequestId", requestId);
        headers.put("Content-Type", "application/json");
        return new AwsResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
