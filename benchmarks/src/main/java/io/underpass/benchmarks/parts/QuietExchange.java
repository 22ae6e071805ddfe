package io.underpass.benchmarks.parts;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.Trail;
import java.net.InetSocketAddress;

/**
 * One GET without a body and without a socket; of the response it keeps the status only.
 *
 * <p>Threads: one.
 */
final class QuietExchange implements Exchange {

    private static final Peer PEER =
            new Peer(new InetSocketAddress("127.0.0.1", 50_123), new InetSocketAddress("127.0.0.1", 4566), false);

    private final EventLoop eventLoop;
    private final RequestHead request;
    private final Trail trail = new Trail();
    private int status;
    private boolean ended;

    /** A GET of {@code target}; {@code fields} are copied, since services may change theirs. */
    QuietExchange(EventLoop eventLoop, String target, HttpHeaders fields) {
        this.eventLoop = eventLoop;
        this.request = new RequestHead(HttpMethod.GET, target, HttpVersion.HTTP_1_1, fields.copy());
    }

    /** The status of the response, which must be there whole, so that no benchmark measures a failure. */
    int status() {
        if (!ended || status != 200) {
            throw new IllegalStateException("answered " + status + ": " + trail.failureReason());
        }
        return status;
    }

    @Override
    public RequestHead request() {
        return request;
    }

    @Override
    public RequestBody body() {
        return RequestBody.EMPTY;
    }

    @Override
    public Peer peer() {
        return PEER;
    }

    @Override
    public EventLoop eventLoop() {
        return eventLoop;
    }

    @Override
    public Trail trail() {
        return trail;
    }

    @Override
    public void producer(Flow producer) {}

    @Override
    public void head(ResponseHead head) {
        status = head.status().code();
    }

    @Override
    public void data(ByteBuf data) {
        data.release();
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void abort(Failure failure) {
        status = 0;
    }
}
