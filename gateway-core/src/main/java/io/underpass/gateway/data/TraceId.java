package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The {@code X-Amzn-Trace-Id} that the backend gets: the client's root, or a new one. A stage with tracing switched on
 * samples each request that brings no decision; AWS samples by rules, of which the default lets the first request of each
 * second through (a guess what suits here).
 *
 * <p>Threads: stateless.
 */
final class TraceId {

    private static final Pattern ROOT = Pattern.compile("[0-9A-Fa-f]-[0-9A-Fa-f]{8}-[0-9A-Fa-f]{24}");
    private static final int PARENT_DIGITS = 16;
    private static final int ROOT_DIGITS = 24;

    private TraceId() {}

    static String forBackend(Invocation invocation, RequestIds ids) {
        String sent = invocation.request().headers().get(Fields.TRACE_ID, "");
        return sent.isEmpty() ? begun(invocation, ids) : continued(sent, invocation, ids);
    }

    /** The root of what a backend was sent; HTTP clients of a custom integration get it back (spec 3.3, observed on AWS). */
    static String root(HttpHeaders sent) {
        String whole = sent.get(Fields.TRACE_ID, "");
        int end = whole.indexOf(';');
        return end < 0 ? whole : whole.substring(0, end);
    }

    /** What the event of a Lambda function shows: the client's where it is one, or a new root alone (observed on AWS). */
    static String forEvent(Invocation invocation, RequestIds ids) {
        String sent = invocation.request().headers().get(Fields.TRACE_ID, "");
        for (String item : sent.split(";")) {
            String field = item.strip();
            if (field.startsWith("Root=") && ROOT.matcher(field.substring(5)).matches()) {
                return sent;
            }
        }
        return "Root=1-" + seconds(invocation) + '-' + ids.hex(ROOT_DIGITS);
    }

    /** What the client of a Lambda function is told: the event's, and where the call went from there (observed on AWS). */
    static String forClient(String event, RequestIds ids) {
        StringBuilder told = new StringBuilder(event);
        if (!event.contains("Parent=")) {
            told.append(";Parent=").append(ids.hex(PARENT_DIGITS));
        }
        if (!event.contains("Sampled=")) {
            told.append(";Sampled=0");
        }
        return told.append(";Lineage=1:").append(ids.hex(8)).append(":0").toString();
    }

    private static String begun(Invocation invocation, RequestIds ids) {
        return "Root=1-" + seconds(invocation) + '-' + ids.hex(ROOT_DIGITS)
                + ";Parent=" + ids.hex(PARENT_DIGITS)
                + (invocation.stage().isTraced() ? ";Sampled=1" : ";Sampled=0");
    }

    private static String continued(String sent, Invocation invocation, RequestIds ids) {
        String root = "";
        String parent = "";
        String sampled = "";
        for (String item : sent.split(";")) {
            String field = item.strip();
            if (field.startsWith("Root=") && ROOT.matcher(field.substring(5)).matches()) {
                root = field.substring(5);
            } else if (field.startsWith("Parent=")) {
                parent = field.substring(7);
            } else if (field.equals("Sampled=0") || field.equals("Sampled=1")) {
                sampled = field.substring(8);
            }
        }
        if (sampled.isEmpty()) {
            sampled = parent.isEmpty() && !invocation.stage().isTraced() ? "0" : "1";
        }
        return "Root=" + (root.isEmpty() ? "1-" + seconds(invocation) + '-' + ids.hex(ROOT_DIGITS) : root)
                + ";Parent=" + (parent.isEmpty() ? ids.hex(PARENT_DIGITS) : parent)
                + ";Sampled=" + sampled;
    }

    /** When the request arrived, in seconds since the epoch, as eight hexadecimal digits. */
    private static String seconds(Invocation invocation) {
        return HexFormat.of().toHexDigits((int) Math.floorDiv(invocation.receivedAtMillis(), 1000L));
    }
}
