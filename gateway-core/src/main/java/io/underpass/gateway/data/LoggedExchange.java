package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.Trail;

/**
 * An exchange of which somebody wants to know how it ended. Only requests that are logged have one.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class LoggedExchange implements Exchange {

    /** Told once, after the end of the exchange. */
    interface Listener {

        /**
         * The exchange is over.
         *
         * @param status 0 where the client left or was cut off before it had an answer
         * @param bytes of the body that were sent
         * @param whole whether the answer is complete
         */
        void over(int status, long bytes, boolean whole);
    }

    private final Exchange carrier;
    private final Listener listener;
    private int status;
    private long bytes;
    private boolean bodiless;
    private boolean over;

    LoggedExchange(Exchange carrier, Listener listener) {
        this.carrier = carrier;
        this.listener = listener;
        this.bodiless = carrier.request().method().equals(HttpMethod.HEAD);
    }

    @Override
    public RequestHead request() {
        return carrier.request();
    }

    @Override
    public RequestBody body() {
        return carrier.body();
    }

    @Override
    public Peer peer() {
        return carrier.peer();
    }

    @Override
    public EventLoop eventLoop() {
        return carrier.eventLoop();
    }

    @Override
    public Trail trail() {
        return carrier.trail();
    }

    @Override
    public void producer(Flow producer) {
        carrier.producer(new Flow() {
            @Override
            public void pause() {
                producer.pause();
            }

            @Override
            public void resume() {
                producer.resume();
            }

            @Override
            public void cancel() {
                producer.cancel();
                finish(false);
            }
        });
    }

    @Override
    public void head(ResponseHead head) {
        carrier.head(head);
        status = head.status().code();
        bodiless |= status == HttpResponseStatus.NO_CONTENT.code() || status == HttpResponseStatus.NOT_MODIFIED.code();
    }

    @Override
    public void data(ByteBuf data) {
        if (!bodiless && !over) {
            bytes += data.readableBytes();
        }
        carrier.data(data);
    }

    @Override
    public void flush() {
        carrier.flush();
    }

    @Override
    public void end() {
        carrier.end();
        finish(true);
    }

    @Override
    public void abort(Failure failure) {
        carrier.abort(failure);
        finish(false);
    }

    private void finish(boolean whole) {
        if (!over) {
            over = true;
            listener.over(status, bytes, whole);
        }
    }
}
