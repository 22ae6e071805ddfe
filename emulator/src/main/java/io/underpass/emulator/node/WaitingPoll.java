package io.underpass.emulator.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.Flow;
import io.underpass.wire.WholeResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A poll that is answered when there is news, or after a while without. Answered once, whoever comes first.
 *
 * <p>Threads: safe; the answer is written on the event loop of its exchange.
 */
final class WaitingPoll implements Flow {

    private final Exchange exchange;
    private final String seenAs;
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable ScheduledFuture<?> timer; // The event loop only.

    /** To be made on the event loop of {@code exchange}. */
    WaitingPoll(Exchange exchange, String seenAs) {
        this.exchange = exchange;
        this.seenAs = seenAs;
    }

    /** Answers without news when the time is up. */
    void hold() {
        if (!over.get()) {
            exchange.producer(this);
            timer = exchange.eventLoop().schedule(this::nothing, NodeProtocol.HOLD.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** There is news. */
    void answer(JsonNode news) {
        byte[] body = news.toString().getBytes(StandardCharsets.UTF_8);
        HttpHeaders headers = fields().add(FieldNames.CONTENT_TYPE, "application/json");
        send(WholeResponse.of(HttpResponseStatus.OK, headers, body));
    }

    /** There is none. */
    void nothing() {
        send(WholeResponse.empty(HttpResponseStatus.NO_CONTENT, fields()));
    }

    private HttpHeaders fields() {
        return new FieldList().add(NodeProtocol.SEEN_AS, seenAs);
    }

    private void send(WholeResponse response) {
        if (over.getAndSet(true)) {
            response.body().release();
            return;
        }
        try {
            exchange.eventLoop().execute(() -> {
                stopTimer();
                response.sendTo(exchange);
            });
        } catch (RejectedExecutionException e) {
            response.body().release(); // The event loop has ended, and the connection with it.
        }
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    /** The node left. */
    @Override
    public void cancel() {
        over.set(true);
        stopTimer();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
