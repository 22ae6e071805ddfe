package io.underpass.aws.query;

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
 * A control API that speaks the Query protocol.
 *
 * <p>Threads: called on the control thread only.
 *
 * @param <S> the state its operations change
 */
public final class QueryService<S> implements AwsService {

    private final QueryFlavour flavour;
    private final String namespace;
    private final Dispatch<S> dispatch;

    /** A service of the common flavour. */
    public QueryService(
            String service,
            String namespace,
            ControlState<S, ?> control,
            List<Operation<S>> operations,
            Set<String> unemulated,
            Ids ids,
            InstantSource clock) {
        this(QueryFlavour.COMMON, service, namespace, control, operations, unemulated, ids, clock);
    }

    /**
     * A service.
     *
     * @param service its name in messages, {@code elbv2} for instance
     * @param namespace the XML namespace of its answers
     * @param unemulated the names of the real service's other operations
     */
    public QueryService(
            QueryFlavour flavour,
            String service,
            String namespace,
            ControlState<S, ?> control,
            List<Operation<S>> operations,
            Set<String> unemulated,
            Ids ids,
            InstantSource clock) {
        this.flavour = flavour;
        this.namespace = namespace;
        this.dispatch = new Dispatch<>(service, control, operations, unemulated, ids, clock);
    }

    @Override
    public AwsResponse handle(AwsRequest request) {
        return dispatch.guarded(
                request.path(), () -> answer(request), error -> error(flavour, error, namespace, request.requestId()));
    }

    private AwsResponse answer(AwsRequest request) {
        Map<String, List<String>> parameters = parameters(request);
        String action = parameters.getOrDefault("Action", List.of("")).get(0);
        if (action.isEmpty()) {
            throw new AwsError(400, "MissingAction", "The request is missing an action or a required parameter.");
        }
        Operation<S> operation = dispatch.operation(
                action,
                () -> new AwsError(
                        400,
                        "InvalidAction",
                        "The action " + action + " is not valid for this endpoint (" + dispatch.service() + ")."));
        Input input = new QueryDecoder(flavour, action).decode(operation.input(), parameters);
        ObjectNode output = dispatch.run(operation, input, request);
        String xml = flavour.success(action, namespace, output, request.requestId());
        return response(200, xml, request.requestId());
    }

    /** The parameters of {@code request}, from its query and, for POST, its form. */
    private static Map<String, List<String>> parameters(AwsRequest request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>(request.query());
        if (request.method().equals("POST")) {
            try {
                parameters.putAll(Form.parse(new String(request.body(), StandardCharsets.UTF_8)));
            } catch (IllegalArgumentException e) {
                throw new AwsError(
                        404, "MalformedQueryString", "The form holds a broken percent-encoding: " + e.getMessage());
            }
        }
        return parameters;
    }

    /** The answer of the common flavour to a call that fails, also before a service is chosen. */
    public static AwsResponse error(AwsError error, String namespace, String requestId) {
        return error(QueryFlavour.COMMON, error, namespace, requestId);
    }

    /** The answer to a call that fails, also before a service is chosen. */
    public static AwsResponse error(QueryFlavour flavour, AwsError error, String namespace, String requestId) {
        return response(error.status(), flavour.failure(error, namespace, requestId), requestId);
    }

    private static AwsResponse response(int status, String xml, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amzn-RequestId", requestId);
        headers.put("Content-Type", "text/xml");
        return new AwsResponse(status, headers, xml.getBytes(StandardCharsets.UTF_8));
    }
}
