package io.underpass.gateway.data;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/**
 * The {@code Date} of answers, written once a second.
 *
 * <p>Threads: safe; two threads may write the same second's text.
 */
final class HttpDate {

    private record Second(long epochSecond, String text) {}

    private final InstantSource clock;
    private volatile Second last = new Second(Long.MIN_VALUE, "");

    HttpDate(InstantSource clock) {
        this.clock = clock;
    }

    String now() {
        Instant now = clock.instant();
        Second known = last;
        if (known.epochSecond() != now.getEpochSecond()) {
            known = new Second(now.getEpochSecond(), DateFormatter.format(Date.from(now)));
            last = known;
        }
        return known.text();
    }
}
