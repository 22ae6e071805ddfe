package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.gateway.compile.CompiledMethod;
import io.underpass.gateway.compile.MethodLogging;
import io.underpass.gateway.compile.MethodUnderTest;
import io.underpass.wire.Failure;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Trail;
import io.underpass.wire.UpstreamRequest;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a method for whoever tests it, and the place for its result (spec 6.8). There is no stage, no client
 * and no connection; what {@code $context} says of these is AWS's.
 *
 * <p>Threads: confined to its event loop.
 */
public final class TestInvocation implements ResponseSink {

    private static final String HOST = "testPrefix.testDomainName";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Peer NOBODY = new Peer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 443),
            true);
    private static final int FAILED = 500;

    private final MethodUnderTest method;
    private final UpstreamRequest request;
    private final String path;
    private final byte[] body;
    private final Consumer<Result> done;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private Optional<ResponseHead> head = Optional.empty();
    private @Nullable Invocation invocation;
    private @Nullable ExecutionLog log;
    private boolean ofAuthorizer;

    /**
     * What came of it.
     *
     * @param headers without those that only a connection has
     * @param log the execution log, as AWS prints it
     * @param decision what an authorizer has decided; empty where none was asked, or it has not
     */
    public record Result(
            int status,
            Map<String, List<String>> headers,
            String body,
            String log,
            long latencyMillis,
            Optional<Decision> decision) {}

    /**
     * What an authorizer has decided.
     *
     * @param principalId empty where a user pool has
     * @param policy as JSON; empty where a user pool has decided
     * @param claims a user pool's
     */
    public record Decision(String principalId, String policy, Map<String, String> claims) {}

    /**
     * An execution of {@code method}.
     *
     * @param pathWithQuery empty for the resource's path as it is written
     * @param headers all of the request's; values that are none are made fit
     * @param done gets the result, on {@code loop}
     */
    public TestInvocation(
            MethodUnderTest method,
            String pathWithQuery,
            Map<String, List<String>> headers,
            byte[] body,
            EventLoop loop,
            Consumer<Result> done) {
        this.method = method;
        this.body = body.clone();
        this.done = done;
        String verb = method.route().httpMethod();
        String target = target(pathWithQuery.isEmpty() ? method.route().path() : pathWithQuery);
        RequestHead sent = new RequestHead(
                HttpMethod.valueOf(verb.equals("ANY") ? "GET" : verb), target, HttpVersion.HTTP_1_1, fields(headers));
        this.path = sent.path();
        this.request = new UpstreamRequest(sent, RequestBody.EMPTY, loop, NOBODY, new Trail());
    }

    /** A line break in a path, or in a header, would be one in a request to a backend. */
    private static String target(String pathWithQuery) {
        StringBuilder target = new StringBuilder();
        if (!pathWithQuery.startsWith("/")) {
            target.append('/');
        }
        for (byte octet : pathWithQuery.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 127) {
                target.append((char) octet);
            } else {
                target.append(String.format(Locale.ROOT, "%%%02X", octet));
            }
        }
        return target.toString();
    }

    /** Whatever content type is asked for, it is JSON (AWS, "Amazon API Gateway important notes"). */
    private static FieldList fields(Map<String, List<String>> headers) {
        FieldList fields = new FieldList();
        headers.forEach((name, values) -> values.forEach(value -> fields.append(
                name,
                FieldNames.CONTENT_TYPE.contentEqualsIgnoreCase(name) ? "application/json" : FieldText.fit(value))));
        return fields;
    }

    UpstreamRequest request() {
        return request;
    }

    InvokeAddress address() {
        return new InvokeAddress(method.api().id(), method.stage().name(), path, HOST, Optional.of(path));
    }

    /** Puts into {@code begun} what its first phases would have found. */
    void prepare(Invocation begun) {
        CompiledMethod tested = method.method();
        ExecutionLog lines = new ExecutionLog(tested.logging().orElse(new MethodLogging(true, true)), begun::nowMillis);
        begun.foundApi(method.api());
        begun.foundStage(method.stage());
        begun.foundRoute(begun.request().method().name(), method.match(path));
        begun.foundMethod(tested);
        begun.receivedBody(Unpooled.wrappedBuffer(body));
        begun.logsTo(lines);
        invocation = begun;
        log = lines;
    }

    /** It is an authorizer that is tested. */
    void asks(String authorizerId) {
        ofAuthorizer = true;
        if (log != null) {
            log.asks(authorizerId);
        }
    }

    @Override
    public void head(ResponseHead received) {
        head = Optional.of(received);
    }

    @Override
    public void data(ByteBuf data) {
        byte[] bytes = new byte[data.readableBytes()];
        data.readBytes(bytes);
        data.release();
        answer.writeBytes(bytes);
    }

    @Override
    public void end() {
        finish(true);
    }

    @Override
    public void abort(Failure failure) {
        finish(false);
    }

    private void finish(boolean whole) {
        int status = head.map(received -> received.status().code()).orElse(FAILED);
        Optional<Decision> decision =
                Optional.ofNullable(invocation).flatMap(begun -> begun.access().decision());
        if (log != null && !ofAuthorizer) {
            log.ends(status, whole);
        } else if (log != null) {
            decision.map(Decision::principalId).ifPresent(log::decided);
        }
        done.accept(new Result(
                status,
                head.map(TestInvocation::shown).orElse(Map.of()),
                answer.toString(StandardCharsets.UTF_8),
                printed(),
                invocation == null ? 0 : invocation.millisSinceReceived(),
                decision));
    }

    private static Map<String, List<String>> shown(ResponseHead head) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        FieldList fields = LogText.without(FieldList.of(head.headers()), ExecutionLog.FRONT_END_FIELDS);
        for (int i = 0; i < fields.size(); i++) {
            headers.computeIfAbsent(fields.name(i).toString(), unused -> new ArrayList<>(1))
                    .add(fields.value(i).toString());
        }
        return headers;
    }

    private String printed() {
        if (invocation == null || log == null) {
            return "";
        }
        StringBuilder text = new StringBuilder("Execution log for request ")
                .append(invocation.identity().requestId())
                .append('\n');
        for (ExecutionLog.Line line : log.lines()) {
            text.append(DATE.format(Instant.ofEpochMilli(line.atMillis())))
                    .append(" : ")
                    .append(line.text())
                    .append('\n');
        }
        return text.toString();
    }
}
