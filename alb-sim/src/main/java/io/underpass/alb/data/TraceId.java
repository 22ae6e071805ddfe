package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.aws.Ids;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;

/**
 * The X-Amzn-Trace-Id field (spec 4.3).
 *
 * <p>Threads: as safe as its source of ids.
 */
final class TraceId {

    static final String NAME = "X-Amzn-Trace-Id";

    private static final int MAX_HEADER_BYTES = 7 * 1024;
    private static final int LINE_OVERHEAD_BYTES = 4; // Colon, space, CR, LF.

    private final Ids ids;
    private final InstantSource clock;

    TraceId(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a target gets.
     *
     * @param received the incoming value; empty where there is none
     * @param headers all incoming fields: where they are large only a Root remains
     */
    String forTarget(String received, HttpHeaders headers) {
        if (received.isEmpty() || bytes(headers) > MAX_HEADER_BYTES) {
            return "Root=" + id();
        }
        StringBuilder rest = new StringBuilder();
        boolean root = false;
        for (String field : received.split(";")) {
            String trimmed = field.trim();
            root |= trimmed.startsWith("Root=");
            if (!trimmed.isEmpty() && !trimmed.startsWith("Self=")) {
                rest.append(';').append(trimmed);
            }
        }
        // A field without Root gets one instead of Self: a guess.
        return (root ? "Self=" : "Root=") + id() + rest;
    }

    private String id() {
        String seconds = Long.toHexString(clock.instant().getEpochSecond());
        return "1-" + "0".repeat(Math.max(0, 8 - seconds.length())) + seconds + '-' + ids.hex(24);
    }

    private static int bytes(HttpHeaders headers) {
        int bytes = 0;
        Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            bytes += field.getKey().length() + field.getValue().length() + LINE_OVERHEAD_BYTES;
        }
        return bytes;
    }
}
