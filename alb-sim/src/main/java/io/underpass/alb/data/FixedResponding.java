package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledAction;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.wire.Exchange;
import java.util.Optional;

/** The fixed-response action. Threads: safe; a call is confined to the event loop of its exchange. */
final class FixedResponding {

    private static final String DEFAULT_CONTENT_TYPE = "text/plain"; // A guess.

    private final OwnAnswers answers;
    private final boolean charset;
    private final LoadBalancerMetrics metrics;

    FixedResponding(OwnAnswers answers, boolean charset, LoadBalancerMetrics metrics) {
        this.answers = answers;
        this.charset = charset;
        this.metrics = metrics;
    }

    void respond(Exchange exchange, CompiledListener listener, CompiledAction.FixedResponse action) {
        metrics.ofListener(listener.arn()).count(LoadBalancerMetric.HTTP_FIXED_RESPONSE_COUNT);
        answers.fixed(exchange, listener, action.status(), Optional.of(contentType(action)), action.messageBody());
    }

    private String contentType(CompiledAction.FixedResponse action) {
        String type = action.contentType().orElse(DEFAULT_CONTENT_TYPE);
        return charset && type.startsWith("text/") ? type + "; charset=utf-8" : type;
    }
}
