package io.underpass.emulator.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.underpass.alb.control.ElbV2Operations;
import io.underpass.aws.AwsError;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.AwsService;
import io.underpass.aws.Ids;
import io.underpass.aws.Scope;
import io.underpass.aws.query.Form;
import io.underpass.aws.query.QueryFlavour;
import io.underpass.aws.query.QueryService;
import io.underpass.aws.restjson.RestJsonService;
import io.underpass.network.control.Ec2Operations;
import io.underpass.network.control.StsOperations;
import io.underpass.wire.BodyCollector;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.HttpService;
import io.underpass.wire.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AWS endpoint: reads a control call whole, finds its service, and has the control thread answer it.
 *
 * <p>Threads: called on event loops; services run on the control thread.
 */
final class AwsEndpoint implements HttpService {

    /** AWS takes import documents of 6 MB; nothing is larger. */
    private static final int MAX_BODY_BYTES = 6 * 1024 * 1024;

    /** How much may wait for the control thread, all calls together. */
    private static final long MAX_WAITING_BYTES = 64L * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(AwsEndpoint.class);

    private final AtomicLong waitingBytes = new AtomicLong();
    private final Supplier<AwsServices> services;
    private final Executor controlThread;
    private final Scope defaultScope;
    private final Ids ids;

    AwsEndpoint(Supplier<AwsServices> services, Executor controlThread, Scope defaultScope, Ids ids) {
        this.services = services;
        this.controlThread = controlThread;
        this.defaultScope = defaultScope;
        this.ids = ids;
    }

    @Override
    public void handle(Exchange exchange) {
        BodyCollector.collect(
                exchange.body(),
                MAX_BODY_BYTES,
                body -> dispatch(exchange, bytes(body)),
                failure -> refuse(exchange, failure));
    }

    private static byte[] bytes(ByteBuf body) {
        try {
            return ByteBufUtil.getBytes(body);
        } finally {
            body.release();
        }
    }

    private void refuse(Exchange exchange, Failure failure) {
        if (failure.kind() == Failure.Kind.TOO_LARGE) {
            AwsError error =
                    new AwsError(413, "RequestEntityTooLargeException", "The request body is " + failure.detail());
            Answer.aws(exchange, RestJsonService.error(error, ids.uuid()));
        } else {
            exchange.abort(failure);
        }
    }

    /** The request's id is drawn on the control thread: a secure generator reads a file of the system. */
    private void dispatch(Exchange exchange, byte[] body) {
        RequestHead head = exchange.request();
        Map<String, String> headers = lowerCase(head.headers());
        Runnable call = () -> {
            AwsResponse response = answerSafely(head, headers, body, ids.uuid());
            waitingBytes.addAndGet(-body.length);
            exchange.eventLoop().execute(() -> answer(exchange, response));
        };
        try {
            if (waitingBytes.addAndGet(body.length) > MAX_WAITING_BYTES) {
                throw new RejectedExecutionException();
            }
            controlThread.execute(call);
        } catch (RejectedExecutionException e) {
            waitingBytes.addAndGet(-body.length);
            AwsError error = new AwsError(
                    503, "ServiceUnavailableException", "Too many control calls are waiting, or Underpass is stopping");
            Answer.aws(exchange, RestJsonService.error(error, ids.uuid()));
        }
    }

    private void answer(Exchange exchange, AwsResponse response) {
        TestInvocations tests = services.get().tests(); // made by now, since there is an answer
        if (tests.owns(exchange, response)) {
            tests.execute(exchange, response);
        } else {
            Answer.aws(exchange, response);
        }
    }

    /** Whatever goes wrong, the caller gets an answer. */
    private AwsResponse answerSafely(RequestHead head, Map<String, String> headers, byte[] body, String requestId) {
        try {
            return answer(head, headers, body, requestId);
        } catch (Throwable e) {
            LOG.error("{} {} failed", head.method(), head.path(), e);
            AwsError error = new AwsError(500, "InternalFailure", "Underpass failed: " + e);
            return RestJsonService.error(error, requestId);
        }
    }

    private AwsResponse answer(RequestHead head, Map<String, String> headers, byte[] body, String requestId) {
        Map<String, List<String>> query;
        Map<String, List<String>> parameters;
        try {
            query = Form.parse(head.query());
            parameters = new LinkedHashMap<>(query);
            if (isForm(headers)) {
                parameters.putAll(Form.parse(new String(body, StandardCharsets.UTF_8)));
            }
        } catch (IllegalArgumentException e) {
            AwsError error = new AwsError(404, "MalformedQueryString", "Broken percent-encoding: " + e.getMessage());
            return QueryService.error(error, ElbV2Operations.NAMESPACE, requestId);
        }
        AwsAddress address = AwsAddress.of(head.path(), headers, parameters);
        if (unsignedGet(head, headers, parameters)) {
            AwsError error = new AwsError(
                    403,
                    "MissingAuthenticationToken",
                    "A GET that names an Action must be signed (any key will do): a web page could have sent it");
            return queryError(address.service(), error, requestId);
        }
        Scope scope = new Scope(
                address.account().orElse(defaultScope.account()),
                address.region().orElse(defaultScope.region()));
        AwsRequest request = new AwsRequest(head.method().name(), head.path(), query, headers, body, scope, requestId);
        String version = parameters.getOrDefault("Version", List.of("")).get(0);
        return service(address.service(), head, version, parameters).handle(request);
    }

    /** An image on a web page is a GET without Origin and, over plain HTTP, without Sec-Fetch-Site. */
    private static boolean unsignedGet(
            RequestHead head, Map<String, String> headers, Map<String, List<String>> parameters) {
        return head.method().equals(HttpMethod.GET)
                && parameters.containsKey("Action")
                && !headers.containsKey("authorization")
                && !parameters.containsKey("X-Amz-Credential");
    }

    private AwsService service(String name, RequestHead head, String version, Map<String, List<String>> parameters) {
        return switch (name) {
            case "apigateway" -> services.get().apiGatewayAt(head.path());
            case "elasticloadbalancing" ->
                version.isEmpty() || version.equals(ElbV2Operations.VERSION)
                        ? services.get().elbv2()
                        : refusal(name, AwsError.notEmulated("Elastic Load Balancing version " + version), true);
            case "ec2" ->
                version.isEmpty() || version.equals(Ec2Operations.VERSION)
                        ? services.get().ec2()
                        : refusal(name, AwsError.notEmulated("EC2 version " + version), true);
            case "sts" -> services.get().sts();
            case "acm" -> services.get().acm();
            case "" ->
                refusal(
                        name,
                        new AwsError(
                                404,
                                "UnknownOperationException",
                                "Nothing here says which AWS service " + head.method() + " " + head.path()
                                        + " is for. AWS clients say it in the Authorization header; an API is invoked at"
                                        + " /restapis/API/STAGE/_user_request_/PATH"),
                        false);
            default ->
                refusal(
                        name,
                        AwsError.notEmulated("the service " + name + action(parameters)),
                        parameters.containsKey("Action"));
        };
    }

    private static AwsService refusal(String service, AwsError error, boolean query) {
        return request -> query
                ? queryError(service, error, request.requestId())
                : RestJsonService.error(error, request.requestId());
    }

    private static AwsResponse queryError(String service, AwsError error, String requestId) {
        return switch (service) {
            case "ec2" -> QueryService.error(QueryFlavour.EC2, error, Ec2Operations.NAMESPACE, requestId);
            case "sts" -> QueryService.error(error, StsOperations.NAMESPACE, requestId);
            default -> QueryService.error(error, ElbV2Operations.NAMESPACE, requestId);
        };
    }

    private static String action(Map<String, List<String>> parameters) {
        return parameters.containsKey("Action")
                ? " (" + parameters.get("Action").get(0) + ")"
                : "";
    }

    private static boolean isForm(Map<String, String> headers) {
        return headers.getOrDefault("content-type", "")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/x-www-form-urlencoded");
    }

    private static Map<String, String> lowerCase(HttpHeaders headers) {
        Map<String, String> fields = new LinkedHashMap<>();
        headers.forEach(field -> fields.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
        return fields;
    }
}
