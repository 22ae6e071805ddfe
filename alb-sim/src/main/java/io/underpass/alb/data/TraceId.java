package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.aws.Ids;
import io.underpass.wire.FieldList;
import java.time.InstantSource;

/**
 * The X-Amzn-Trace-Id field (spec 4.3).
 *
 * <p>Threads: as safe as its source of ids.
 */
final class TraceId {

    static final String NAME = "X-Amzn-Trace-Id";

    private static final String ROOT = "Root=";
    private static final String SELF = "Self=";
    private static final int OWN_LENGTH = 40; // Root=1-, 8 digits, -, 24 digits.
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
        StringBuilder value = new StringBuilder(OWN_LENGTH + 1 + received.length()).append(ROOT);
        appendId(value);
        if (received.isEmpty() || bytes(headers) > MAX_HEADER_BYTES) {
            return value.toString();
        }
        // A field without Root gets one instead of Self: a guess.
        if (appendParts(value, received)) {
            value.replace(0, ROOT.length(), SELF);
        }
        return value.toString();
    }

    private void appendId(StringBuilder value) {
        long seconds = Math.floorDiv(clock.millis(), 1000L);
        value.append("1-");
        for (int shift = 28; shift >= 0; shift -= 4) {
            value.append(Character.forDigit((int) (seconds >>> shift) & 0xf, 16));
        }
        value.append('-').append(ids.hex(24));
    }

    /** Appends the parts of {@code received} but those called Self; tells whether there is a Root. */
    private static boolean appendParts(StringBuilder value, String received) {
        boolean root = false;
        for (int from = 0; from < received.length(); ) {
            int semicolon = received.indexOf(';', from);
            int to = semicolon < 0 ? received.length() : semicolon;
            String part = received.substring(from, to).trim();
            root |= part.startsWith(ROOT);
            if (!part.isEmpty() && !part.startsWith(SELF)) {
                value.append(';').append(part);
            }
            from = to + 1;
        }
        return root;
    }

    private static int bytes(HttpHeaders headers) {
        int bytes = 0;
        FieldList fields = FieldList.of(headers);
        for (int i = 0; i < fields.size(); i++) {
            bytes += fields.name(i).length() + fields.value(i).length() + LINE_OVERHEAD_BYTES;
        }
        return bytes;
    }
}
