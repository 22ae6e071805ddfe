package io.underpass.wire;

import io.netty.handler.codec.DateFormatter;
import io.netty.util.AsciiString;
import java.time.InstantSource;
import java.util.Date;

/**
 * The value of {@code Date} fields (RFC 9110 6.6.1), written once a second.
 *
 * <p>Threads: safe; two threads may write the same second's text.
 */
public final class HttpDate {

    private record Second(long epochSecond, AsciiString text) {}

    private final InstantSource clock;
    private volatile Second last = new Second(Long.MIN_VALUE, AsciiString.EMPTY_STRING);

    /** The date by {@code clock}. */
    public HttpDate(InstantSource clock) {
        this.clock = clock;
    }

    /** The current second, for instance {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
    public CharSequence now() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Second known = last;
        if (known.epochSecond() != second) {
            known = new Second(second, new AsciiString(DateFormatter.format(new Date(second * 1000L))));
            last = known;
        }
        return known.text();
    }
}
