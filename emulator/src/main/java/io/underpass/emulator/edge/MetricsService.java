package io.underpass.emulator.edge;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.emulator.logs.MetricsText;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.WholeResponse;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Answers GET at {@code /_underpass/metrics} with the metrics of stages and load balancers.
 *
 * <p>Threads: safe.
 */
public final class MetricsService implements HttpService {

    private final Supplier<String> text;
    private final SlowAnswers answers;

    /**
     * Answers with {@code text}.
     *
     * @param worker makes it, which takes too long for an event loop
     */
    public MetricsService(Supplier<String> text, Executor worker) {
        this.text = text;
        this.answers = new SlowAnswers(worker);
    }

    @Override
    public void handle(Exchange exchange) {
        answers.answer(exchange, () -> WholeResponse.of(HttpResponseStatus.OK, MetricsText.CONTENT_TYPE, text.get()));
    }
}
