package io.underpass.emulator.edge;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.emulator.logs.MetricsText;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.WholeResponse;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Answers GET at {@code /_underpass/metrics} with the metrics of stages and load balancers.
 *
 * <p>Threads: safe.
 */
public final class MetricsService implements HttpService {

    private final Supplier<String> text;
    private final Executor worker;

    /**
     * Answers with {@code text}.
     *
     * @param worker makes it, which takes too long for an event loop
     */
    public MetricsService(Supplier<String> text, Executor worker) {
        this.text = text;
        this.worker = worker;
    }

    @Override
    public void handle(Exchange exchange) {
        try {
            worker.execute(() -> {
                String rendered = text.get();
                exchange.eventLoop()
                        .execute(() -> WholeResponse.of(HttpResponseStatus.OK, MetricsText.CONTENT_TYPE, rendered)
                                .sendTo(exchange));
            });
        } catch (RejectedExecutionException e) {
            Answer.message(exchange, 503, "Too many control calls are waiting, or Underpass is stopping");
        }
    }
}
