package io.underpass.alb.data;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.underpass.wire.DelegatingExchange;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.RequestBody;
import io.underpass.wire.ResponseHead;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An exchange that is written into an access log once it is over. Only requests to load balancers that keep one have it.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class LoggedExchange extends DelegatingExchange implements Flow {

    private final LoggedFacts facts;
    private final Consumer<LoggedFacts> log;
    private final RequestBody body;
    private final boolean toHead;
    private Flow producer = Flow.NONE;
    private Optional<RequestBody> tunnel = Optional.empty();
    private boolean paused;
    private boolean bodiless;
    private boolean over;

    /**
     * {@code carrier}, observed.
     *
     * @param log told once, when all is known
     */
    LoggedExchange(Exchange carrier, LoggedFacts facts, Consumer<LoggedFacts> log) {
        super(carrier);
        this.facts = facts;
        this.log = log;
        this.body = carrier.body().isEmpty() ? carrier.body() : new CountedBody(carrier.body(), facts::received);
        this.toHead = carrier.request().method().equals(HttpMethod.HEAD);
        carrier.producer(this);
    }

    // ---- the request

    @Override
    public RequestBody body() {
        return body;
    }

    @Override
    public Optional<RequestBody> tunnel() {
        if (tunnel.isEmpty()) {
            tunnel = super.tunnel().map(each -> new CountedBody(each, facts::received));
        }
        return tunnel;
    }

    // ---- the response

    @Override
    public void producer(Flow flow) {
        if (over) {
            flow.cancel();
        } else {
            producer = flow;
            if (paused) {
                flow.pause();
            }
        }
    }

    @Override
    public void head(ResponseHead head) {
        int status = head.status().code();
        bodiless = toHead || status == 204 || status == 304;
        facts.answered(head); // first: the carrier notes steps too, and may cancel in the same breath
        super.head(head);
    }

    /** Passes {@code data} and its ownership on. */
    @Override
    public void data(ByteBuf data) {
        if (!bodiless && !over) {
            facts.sent(data.readableBytes());
        }
        super.data(data);
    }

    @Override
    public void end() {
        super.end();
        finish();
    }

    @Override
    public void abort(Failure failure) {
        facts.stepsEnd();
        super.abort(failure);
        if (failure.kind() == Failure.Kind.CLIENT_LEFT) {
            facts.clientLeft();
        }
        finish();
    }

    // ---- what its client does

    @Override
    public void pause() {
        paused = true;
        producer.pause();
    }

    @Override
    public void resume() {
        paused = false;
        producer.resume();
    }

    @Override
    public void cancel() {
        stop().cancel();
        facts.clientLeft();
        finish();
    }

    @Override
    public void replaced(int status) {
        stop().replaced(status);
        facts.replaced(status);
        finish();
    }

    private Flow stop() {
        Flow stopped = producer;
        producer = Flow.NONE;
        return stopped;
    }

    private void finish() {
        if (!over) {
            over = true;
            log.accept(facts);
        }
    }
}
