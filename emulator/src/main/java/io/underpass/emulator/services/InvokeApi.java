package io.underpass.emulator.services;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.LambdaFunctions;
import io.underpass.gateway.PrivateLinks.Resolution;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Calls Lambda functions through whatever answers Lambda's Invoke API at the configured endpoints: SAM's local Lambda,
 * another emulator, or a runtime interface emulator for each function.
 *
 * <p>Threads: safe; never blocks.
 */
public final class InvokeApi implements LambdaFunctions {

    /** Lambda takes no larger event (AWS, "Lambda quotas"). */
    static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

    private static final Peer SELF = new Peer(self(), self(), false);

    private final ServiceEndpoints endpoints;
    private final InternetOrigins origins;
    private final InstantSource clock;

    /**
     * Calls functions at {@code endpoints}.
     *
     * @param origins how endpoints are reached
     */
    public InvokeApi(ServiceEndpoints endpoints, InternetOrigins origins, InstantSource clock) {
        this.endpoints = endpoints;
        this.origins = origins;
        this.clock = clock;
    }

    @Override
    public Running invoke(Call call, Consumer<Result> result) {
        Optional<FunctionName> function = FunctionName.parse(call.functionArn());
        if (function.isEmpty()) {
            result.accept(new Result.NotFound(call.functionArn() + " is no function's ARN"));
            return () -> {};
        }
        Optional<ServiceEndpoint> endpoint = endpoints.of(function.get());
        if (endpoint.isEmpty()) {
            result.accept(new Result.NotConfigured("nobody answers for Lambda function " + function.get()
                    + "; say who does with --lambda-endpoint URL, or --lambda-endpoint "
                    + function.get().name() + "=URL for this function alone (UNDERPASS_LAMBDA_ENDPOINT)"));
            return () -> {};
        }
        if (call.payload().length > MAX_PAYLOAD_BYTES) {
            result.accept(new Result.Refused(
                    413,
                    "RequestTooLargeException",
                    "the event has " + call.payload().length + " bytes; Lambda takes " + MAX_PAYLOAD_BYTES));
            return () -> {};
        }
        return send(call, function.get(), endpoint.get(), result);
    }

    private Running send(Call call, FunctionName function, ServiceEndpoint endpoint, Consumer<Result> result) {
        Resolution resolution = origins.resolve(endpoint.endpoint(), false, Optional.empty());
        if (resolution instanceof Resolution.Refused refused) {
            result.accept(new Result.Unreachable("Lambda at " + endpoint + ": " + refused.reason()));
            return () -> {};
        }
        Upstream upstream = ((Resolution.Resolved) resolution).upstream();
        InvokeAnswer answer = new InvokeAnswer(function, endpoint);
        InvokeCall running = new InvokeCall(call, answer, result);
        running.start(
                upstream,
                new UpstreamRequest(
                        head(call, function, endpoint),
                        RequestBody.of(Unpooled.wrappedBuffer(call.payload())),
                        call.eventLoop(),
                        SELF,
                        new Trail()));
        return running;
    }

    private RequestHead head(Call call, FunctionName function, ServiceEndpoint endpoint) {
        boolean whole = isInvocationPath(endpoint);
        String path =
                whole ? endpoint.path() : endpoint.path() + "/2015-03-31/functions/" + function.name() + "/invocations";
        String query = whole
                ? ""
                : function.qualifier()
                        .map(text -> "Qualifier=" + text.replace("$", "%24"))
                        .orElse("");
        FieldList headers = new FieldList()
                .append(FieldNames.HOST, endpoint.authority())
                .append(FieldNames.CONTENT_TYPE, "application/json")
                .append(FieldNames.ACCEPT, "application/json")
                .append(FieldNames.USER_AGENT, "Underpass")
                .append("X-Amz-Invocation-Type", call.type().awsName());
        TestSignature.sign(
                headers,
                "POST",
                path,
                query,
                TestSignature.hash(call.payload()),
                function.scope(),
                "lambda",
                clock.instant());
        return new RequestHead(
                HttpMethod.POST, query.isEmpty() ? path : path + '?' + query, HttpVersion.HTTP_1_1, headers);
    }

    /** A runtime interface emulator runs one function, and calls it {@code function} whatever its name. */
    static boolean isInvocationPath(ServiceEndpoint endpoint) {
        return endpoint.path().endsWith("/invocations");
    }

    private static InetSocketAddress self() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
