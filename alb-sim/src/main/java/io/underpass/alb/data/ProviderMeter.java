package io.underpass.alb.data;

import io.underpass.alb.identity.SignInProvider.Answer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Counts what it takes to ask an identity provider who somebody is.
 *
 * <p>Threads: confined to one event loop.
 *
 * @param counts of the load balancer, on that event loop
 */
record ProviderMeter(MetricCounters.OnLoop counts) implements LongConsumer {

    /** {@code then}, with the time from now on. */
    Consumer<Answer> timing(Consumer<Answer> then) {
        long begunNanos = System.nanoTime();
        return answer -> {
            counts.authenticated(System.nanoTime() - begunNanos);
            then.accept(answer);
        };
    }

    /** The provider has answered with that many bytes. */
    @Override
    public void accept(long bytes) {
        counts.count(LoadBalancerMetric.PROCESSED_BYTES, bytes);
    }
}
