package io.underpass.gateway.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.aws.Scope;
import io.underpass.gateway.PrivateLinks;
import io.underpass.wire.BodySink;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A VPC link and the backend behind it. Answers at once with what it was told, or leaves the answer to the test.
 *
 * <p>Threads: one.
 */
final class FakeBackend implements PrivateLinks, Upstream, Flow {

    Optional<Resolution.Refused> refusal = Optional.empty();
    Consumer<ResponseSink> script = sink -> answer(200, "", new String[0]);

    UpstreamRequest request;
    String requestBody = "";
    int requestBodyBytes;
    byte[] requestBytes = new byte[0];
    ResponseSink sink;
    Scope scope;
    String connectionId;
    Optional<String> integrationTarget = Optional.empty();
    Endpoint endpoint;
    final List<String> flow = new ArrayList<>();
    boolean resolveFails;
    boolean cancelFails;

    /** Leaves the answer to the test, which then calls {@link #sink}. */
    FakeBackend silent() {
        script = ignored -> {};
        return this;
    }

    FakeBackend answers(int status, String body, String... headers) {
        script = ignored -> answer(status, body, headers);
        return this;
    }

    void answer(int status, String body, String... headers) {
        byte[] bytes = body.getBytes(UTF_8);
        sink.head(head(status, bytes.length, headers));
        if (bytes.length > 0) {
            sink.data(ByteBufAllocator.DEFAULT.buffer().writeBytes(bytes));
        }
        sink.end();
    }

    static ResponseHead head(int status, long length, String... headers) {
        HttpHeaders fields = new DefaultHttpHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        return new ResponseHead(HttpResponseStatus.valueOf(status), fields, length);
    }

    static ByteBuf bytes(int count) {
        return ByteBufAllocator.DEFAULT.buffer(count).writeZero(count);
    }

    String sent(String name) {
        return request.head().headers().get(name);
    }

    List<String> allSent(String name) {
        return request.head().headers().getAll(name);
    }

    @Override
    public Resolution resolve(
            Scope apiScope, String link, Optional<String> target, Endpoint to, Security security, Trail trail) {
        if (resolveFails) {
            throw new IllegalStateException("no resolution");
        }
        scope = apiScope;
        connectionId = link;
        integrationTarget = target;
        endpoint = to;
        return refusal.<Resolution>map(refused -> refused).orElseGet(() -> new Resolution.Resolved(this));
    }

    /** The same backend without a link. */
    Resolution reached(Endpoint to) {
        endpoint = to;
        return refusal.<Resolution>map(refused -> refused).orElseGet(() -> new Resolution.Resolved(this));
    }

    @Override
    public Flow send(UpstreamRequest upstreamRequest, ResponseSink responseSink) {
        request = upstreamRequest;
        requestBody = "";
        requestBytes = new byte[0];
        sink = responseSink;
        upstreamRequest.body().stream(new BodySink() {
            @Override
            public void data(ByteBuf data) {
                requestBodyBytes += data.readableBytes();
                requestBytes = ByteBufUtil.getBytes(data);
                requestBody += data.readableBytes() < 1000 ? data.toString(UTF_8) : "";
                data.release();
            }

            @Override
            public void end() {}

            @Override
            public void abort(Failure failure) {
                throw new AssertionError("aborted: " + failure);
            }
        });
        script.accept(responseSink);
        return this;
    }

    @Override
    public void pause() {
        flow.add("pause");
    }

    @Override
    public void resume() {
        flow.add("resume");
    }

    @Override
    public void cancel() {
        flow.add("cancel");
        if (cancelFails) {
            throw new IllegalStateException("no cancellation");
        }
    }
}
