package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to an origin, from the search for a connection to the last byte of the response.
 *
 * <p>Threads: confined to the event loop of its request.
 */
final class UpstreamCall implements Flow {

    private final LoopPool pool;
    private final InetSocketAddress origin;
    private final UpstreamTimeouts timeouts;
    private final UpstreamRequest request;
    private final ResponseSink sink;
    private @Nullable UpstreamConnection connection;
    private boolean reused;
    private boolean paused;
    private boolean over;

    UpstreamCall(
            LoopPool pool,
            InetSocketAddress origin,
            UpstreamTimeouts timeouts,
            UpstreamRequest request,
            ResponseSink sink) {
        this.pool = pool;
        this.origin = origin;
        this.timeouts = timeouts;
        this.request = request;
        this.sink = sink;
    }

    void start() {
        long now = System.nanoTime();
        UpstreamConnection pooled = pool.take(origin, now);
        if (pooled != null) {
            reused = true;
            run(pooled, now);
        } else {
            connect();
        }
    }

    UpstreamRequest request() {
        return request;
    }

    UpstreamTimeouts timeouts() {
        return timeouts;
    }

    /** Whether the caller wants the connection closed afterwards. */
    boolean wantsClose() {
        return request.head().headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
    }

    // ---- what the caller asks

    @Override
    public void pause() {
        paused = true;
        if (connection != null) {
            connection.setReading(false);
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (connection != null) {
            connection.setReading(true);
        }
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (connection != null) {
            connection.abandon();
        }
        request.body().discard();
    }

    // ---- what the connection tells

    void head(ResponseHead head, long nowNanos) {
        request.trail().goOn(nowNanos);
        sink.head(head);
    }

    void data(ByteBuf data) {
        sink.data(data);
    }

    void flush() {
        sink.flush();
    }

    void completed() {
        over = true;
        connection = null;
        sink.end();
    }

    /**
     * The connection gave up.
     *
     * @param untouched whether it was closed by the origin before any byte of the response
     */
    void failed(Failure failure, boolean untouched) {
        connection = null;
        if (reused && untouched && mayBeSentAgain()) {
            reused = false;
            connect();
            return;
        }
        over = true;
        request.body().discard();
        sink.abort(failure);
    }

    private boolean mayBeSentAgain() {
        HttpMethod method = request.head().method();
        return request.body().isEmpty()
                && (method.equals(HttpMethod.GET)
                        || method.equals(HttpMethod.HEAD)
                        || method.equals(HttpMethod.OPTIONS)
                        || method.equals(HttpMethod.PUT)
                        || method.equals(HttpMethod.DELETE)
                        || method.equals(HttpMethod.TRACE));
    }

    private void connect() {
        pool.connector()
                .connect(
                        origin,
                        timeouts.connect(),
                        opened -> run(opened.pipeline().get(UpstreamConnection.class), System.nanoTime()),
                        failure -> {
                            if (!over) {
                                failed(failure, false);
                            }
                        });
    }

    private void run(UpstreamConnection taken, long nowNanos) {
        if (over) {
            taken.closeNow();
            return;
        }
        connection = taken;
        if (paused) {
            taken.setReading(false);
        }
        taken.run(this, nowNanos);
    }
}
