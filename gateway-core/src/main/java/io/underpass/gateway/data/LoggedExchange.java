package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.DelegatingExchange;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseHead;

/**
 * An exchange of which somebody wants to know how it ended. Only requests that are logged have one.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class LoggedExchange extends DelegatingExchange {

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

    private final Listener listener;
    private int status;
    private long bytes;
    private boolean bodiless;
    private boolean over;

    LoggedExchange(Exchange carrier, Listener listener) {
        super(carrier);
        this.listener = listener;
        this.bodiless = carrier.request().method().equals(HttpMethod.HEAD);
    }

    @Override
    public void producer(Flow producer) {
        super.producer(new Flow() {
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
        super.head(head);
        status = head.status().code();
        bodiless |= status == HttpResponseStatus.NO_CONTENT.code() || status == HttpResponseStatus.NOT_MODIFIED.code();
    }

    @Override
    public void data(ByteBuf data) {
        if (!bodiless && !over) {
            bytes += data.readableBytes();
        }
        super.data(data);
    }

    @Override
    public void end() {
        super.end();
        finish(true);
    }

    @Override
    public void abort(Failure failure) {
        super.abort(failure);
        finish(false);
    }

    private void finish(boolean whole) {
        if (!over) {
            over = true;
            listener.over(status, bytes, whole);
        }
    }
}
