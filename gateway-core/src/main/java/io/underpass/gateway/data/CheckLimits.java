package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.Map;

/**
 * The front end's limits (spec 4), checked before a stage is looked for.
 *
 * <p>Threads: stateless.
 */
final class CheckLimits implements Phase {

    static final int MAX_BODY_BYTES = 10_485_760;
    private static final int MAX_URL_BYTES = 10_240;
    private static final int MAX_HEADER_BYTES = 10_240;

    @Override
    public Outcome run(Invocation invocation) {
        long headerBytes = bytes(invocation.request().headers());
        if (headerBytes > MAX_HEADER_BYTES) {
            return invocation.fail(
                    TrailSteps.LIMITS,
                    "names and values of the headers have " + headerBytes + " bytes, " + MAX_HEADER_BYTES
                            + " are allowed",
                    FaultType.HEADERS_TOO_LARGE);
        }
        int urlBytes = invocation.request().target().length();
        if (urlBytes > MAX_URL_BYTES) {
            return invocation.fail(
                    TrailSteps.LIMITS,
                    "the URL has " + urlBytes + " bytes, " + MAX_URL_BYTES + " are allowed",
                    FaultType.URI_TOO_LONG);
        }
        long bodyBytes = invocation.exchange().body().length();
        return bodyBytes > MAX_BODY_BYTES ? bodyTooLarge(invocation, bodyBytes + " bytes") : Outcome.NEXT;
    }

    static Outcome bodyTooLarge(Invocation invocation, String size) {
        return invocation.fail(
                TrailSteps.LIMITS,
                "the request's body has " + size + ", " + MAX_BODY_BYTES + " are allowed",
                FaultType.REQUEST_TOO_LARGE);
    }

    private static long bytes(HttpHeaders headers) {
        long bytes = 0;
        Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            bytes += field.getKey().length() + field.getValue().length();
        }
        return bytes;
    }
}
