package io.underpass.testkit;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection to a fake target, and what is known of it before the first request.
 *
 * <p>Threads: safe.
 *
 * @param number the number of the connection, from 1
 * @param answering how many requests wait for the end of their answers; of HTTP/2 those are among them that are still coming
 * @param leaving whether it is to end once all are answered
 */
record Arrival(int number, AtomicInteger answering, AtomicBoolean leaving) {

    private static final AttributeKey<Arrival> KEY = AttributeKey.valueOf(Arrival.class, "arrival");
    private static final AttributeKey<RecordedTls> TLS = AttributeKey.valueOf(Arrival.class, "tls");

    /** Remembers that {@code channel} is connection {@code number}. */
    static Arrival of(Channel channel, int number) {
        Arrival arrival = new Arrival(number, new AtomicInteger(), new AtomicBoolean());
        channel.attr(KEY).set(arrival);
        return arrival;
    }

    /** What {@code channel} was remembered as. */
    static Arrival at(Channel channel) {
        return channel.attr(KEY).get();
    }

    /** Whether an answer is awaited on {@code channel}. */
    static boolean isAnswering(Channel channel) {
        return at(channel).answering().get() > 0;
    }

    /** Remembers what TLS has agreed on. */
    static void secured(Channel channel, RecordedTls tls) {
        channel.attr(TLS).set(tls);
    }

    /** What TLS has agreed on, on {@code channel}. */
    static Optional<RecordedTls> tls(Channel channel) {
        return Optional.ofNullable(channel.attr(TLS).get());
    }
}
