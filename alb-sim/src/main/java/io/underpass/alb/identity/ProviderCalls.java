package io.underpass.alb.identity;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import io.underpass.alb.IdentityProviders;
import io.underpass.wire.Failure;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.Flow;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseCollector;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.Trail;
import io.underpass.wire.UpstreamRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls identity providers, and gives up on those that take too long.
 *
 * <p>Threads: safe; a call is confined to the event loop it is given.
 */
public final class ProviderCalls {

    private static final int MAX_PORT = 65535;

    private final IdentityProviders providers;
    private final Duration timeout;
    private final Map<String, URI> elsewhere;

    /**
     * Calls of {@code providers}.
     *
     * @param timeout for the whole of a call
     * @param elsewhere by the name of a host, where that is in truth: for providers that run on this machine
     */
    public ProviderCalls(IdentityProviders providers, Duration timeout, Map<String, URI> elsewhere) {
        this.providers = providers;
        this.timeout = timeout;
        this.elsewhere = Map.copyOf(elsewhere);
    }

    /** Where {@code endpoint} is in truth. */
    public URI located(URI endpoint) {
        URI base = endpoint.getHost() == null ? null : elsewhere.get(endpoint.getHost());
        if (base == null) {
            return endpoint;
        }
        String text = base.toString();
        String query = endpoint.getRawQuery() == null ? "" : '?' + endpoint.getRawQuery();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path(endpoint) + query);
    }

    /** Sends {@code request}; {@code then} is called once, on {@code loop}. */
    void call(ProviderRequest request, EventLoop loop, Peer peer, Consumer<ProviderAnswer> then) {
        URI at = located(request.at());
        if (at.getHost() == null || at.getPort() > MAX_PORT) {
            then.accept(new ProviderAnswer.Silent(at + " is no place that can be called"));
            return;
        }
        boolean secure = "https".equals(at.getScheme());
        int port = at.getPort() >= 0 ? at.getPort() : secure ? 443 : 80;
        FieldList headers = new FieldList();
        headers.append(FieldNames.HOST, at.getPort() >= 0 ? at.getHost() + ':' + port : at.getHost());
        headers.append(FieldNames.ACCEPT, "application/json");
        request.authorization().ifPresent(value -> headers.append(FieldNames.AUTHORIZATION, value));
        RequestBody body = RequestBody.EMPTY;
        if (request.form().isPresent()) {
            headers.append(FieldNames.CONTENT_TYPE, "application/x-www-form-urlencoded");
            byte[] bytes = request.form().get().getBytes(StandardCharsets.UTF_8);
            body = RequestBody.of(Unpooled.wrappedBuffer(bytes));
        }
        String target = path(at) + (at.getRawQuery() == null ? "" : '?' + at.getRawQuery());
        HttpMethod method = request.form().isPresent() ? HttpMethod.POST : HttpMethod.GET;
        RequestHead head = new RequestHead(method, target.isEmpty() ? "/" : target, HttpVersion.HTTP_1_1, headers);
        Running running = new Running(request.maxBytes(), timeout, then);
        running.timer = loop.schedule(running::timedOut, timeout.toNanos(), TimeUnit.NANOSECONDS);
        Flow flow = providers
                .to(at.getScheme(), at.getHost(), port)
                .send(new UpstreamRequest(head, body, loop, peer, new Trail()), running.response);
        if (running.over) {
            flow.cancel();
        } else {
            running.upstream = flow;
        }
    }

    private static String path(URI uri) {
        return uri.getRawPath() == null ? "" : uri.getRawPath();
    }

    /** Confined to the event loop of its call. */
    private static final class Running {

        private final Consumer<ProviderAnswer> then;
        private final Duration timeout;
        private final ResponseCollector response;
        private Flow upstream = Flow.NONE;
        private @Nullable Future<?> timer;
        private boolean over;

        Running(int maxBytes, Duration timeout, Consumer<ProviderAnswer> then) {
            this.then = then;
            this.timeout = timeout;
            this.response = new ResponseCollector(maxBytes, this::complete, this::failed);
        }

        private void complete(ResponseHead head, byte[] body) {
            finish(new ProviderAnswer.Answered(head.status().code(), body));
        }

        private void failed(Failure failure) {
            upstream.cancel();
            finish(
                    failure.kind() == Failure.Kind.TOO_LARGE
                            ? new ProviderAnswer.TooLarge(failure.detail())
                            : new ProviderAnswer.Silent(failure.detail()));
        }

        private void timedOut() {
            response.release();
            upstream.cancel();
            finish(new ProviderAnswer.Silent("there was no answer within " + timeout.toMillis() + " ms"));
        }

        private void finish(ProviderAnswer answer) {
            if (over) {
                return;
            }
            over = true;
            if (timer != null) {
                timer.cancel(false);
            }
            then.accept(answer);
        }
    }
}
