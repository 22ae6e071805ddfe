package io.underpass.alb.data;

import io.netty.handler.codec.DateFormatter;
import java.time.InstantSource;
import java.util.Date;

/** The Date field, formatted once a second. Threads: safe. */
final class HttpDate {

    private final InstantSource clock;
    private volatile Stamp last = new Stamp(Long.MIN_VALUE, "");

    private record Stamp(long second, String text) {}

    HttpDate(InstantSource clock) {
        this.clock = clock;
    }

    String now() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Stamp stamp = last;
        if (stamp.second != second) {
            stamp = new Stamp(second, DateFormatter.format(new Date(second * 1000L)));
            last = stamp;
        }
        return stamp.text;
    }
}
