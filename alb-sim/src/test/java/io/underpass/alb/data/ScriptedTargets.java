package io.underpass.alb.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.alb.Targets;
import io.underpass.wire.BodySink;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Targets that answer as told, by port or by address and port; others answer 200. Names stand for what they are told to. */
final class ScriptedTargets implements Targets {

    /** A request as a target got it. */
    record Received(String address, UpstreamRequest request, String body) {
        String field(String name) {
            return String.join(" | ", request.head().headers().getAll(name));
        }

        List<String> fields() {
            List<String> lines = new ArrayList<>();
            request.head().headers().forEach(field -> lines.add(field.getKey() + ": " + field.getValue()));
            return lines;
        }
    }

    private final Map<Integer, Upstream> scripts = new HashMap<>();
    private final Map<String, Upstream> scriptsByAddress = new HashMap<>();
    private final Map<String, CompletionStage<List<String>>> names = new HashMap<>();
    private final List<String> lookups = new ArrayList<>();
    private final List<Received> received = new ArrayList<>();
    private final List<String> secured = new ArrayList<>();
    private final List<byte[]> prefaces = new ArrayList<>();
    private final List<Duration> timeouts = new ArrayList<>();
    private int cancelled;

    @Override
    public Upstream to(String host, int port, Duration connectTimeout, Duration idleTimeout) {
        timeouts.add(connectTimeout);
        timeouts.add(idleTimeout);
        return (request, sink) -> {
            received.add(new Received(host + ':' + port, request, read(request)));
            Upstream byPort = scripts.getOrDefault(port, answer(200));
            return scriptsByAddress.getOrDefault(host + ':' + port, byPort).send(request, sink);
        };
    }

    @Override
    public Upstream toSecure(String host, int port, Duration connectTimeout, Duration idleTimeout) {
        secured.add(host + ':' + port);
        return to(host, port, connectTimeout, idleTimeout);
    }

    @Override
    public Upstream alone(
            String host, int port, boolean secure, byte[] preface, Duration connectTimeout, Duration idleTimeout) {
        prefaces.add(preface);
        return secure ? toSecure(host, port, connectTimeout, idleTimeout) : to(host, port, connectTimeout, idleTimeout);
    }

    /** What connections of their own began with, in turn. */
    List<byte[]> prefaces() {
        return prefaces;
    }

    /** Where calls went over TLS, in turn. */
    List<String> secured() {
        return secured;
    }

    @Override
    public CompletionStage<List<String>> addresses(String host) {
        lookups.add(host);
        return names.getOrDefault(host, CompletableFuture.completedFuture(List.of()));
    }

    void name(String name, String... addresses) {
        names.put(name, CompletableFuture.completedFuture(List.of(addresses)));
    }

    void name(String name, CompletionStage<List<String>> answer) {
        names.put(name, answer);
    }

    /** The names looked up, in turn. */
    List<String> lookups() {
        return lookups;
    }

    void script(String address, Upstream script) {
        scriptsByAddress.put(address, script);
    }

    void script(int port, Upstream script) {
        scripts.put(port, script);
    }

    List<Received> received() {
        return received;
    }

    Received last() {
        return received.get(received.size() - 1);
    }

    List<String> addresses() {
        return received.stream().map(Received::address).toList();
    }

    /** The connect and idle timeouts asked for, in turn. */
    List<Duration> timeouts() {
        return timeouts;
    }

    int cancelled() {
        return cancelled;
    }

    static Upstream answer(int status, String... fields) {
        return (request, sink) -> {
            HttpHeaders headers = new DefaultHttpHeaders();
            for (int i = 0; i < fields.length; i += 2) {
                headers.add(fields[i], fields[i + 1]);
            }
            sink.head(new ResponseHead(HttpResponseStatus.valueOf(status), headers, 2));
            sink.data(Unpooled.copiedBuffer("ok", StandardCharsets.UTF_8));
            sink.end();
            return Flow.NONE;
        };
    }

    static Upstream failing(Failure.Kind kind, String detail) {
        return (request, sink) -> {
            sink.abort(new Failure(kind, detail));
            return Flow.NONE;
        };
    }

    /** Says nothing until it is cancelled. */
    Upstream silent() {
        return (request, sink) -> new Flow() {
            @Override
            public void pause() {}

            @Override
            public void resume() {}

            @Override
            public void cancel() {
                cancelled++;
            }
        };
    }

    /** Hands the sink over, for a test to play the target. */
    static Upstream playedBy(List<ResponseSink> sinks) {
        return (request, sink) -> {
            sinks.add(sink);
            return Flow.NONE;
        };
    }

    private static String read(UpstreamRequest request) {
        StringBuilder text = new StringBuilder();
        request.body().stream(new BodySink() {
            @Override
            public void data(ByteBuf data) {
                text.append(data.toString(StandardCharsets.UTF_8));
                data.release();
            }

            @Override
            public void end() {}

            @Override
            public void abort(Failure failure) {}
        });
        return text.toString();
    }
}
