package io.underpass.gateway.data;

import io.underpass.wire.RequestHead;
import java.util.regex.Pattern;

/**
 * The two names of one request.
 *
 * <p>Threads: immutable.
 *
 * @param requestId {@code $context.requestId}
 * @param extendedRequestId {@code $context.extendedRequestId}
 */
record RequestIdentity(String requestId, String extendedRequestId) {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** New names; a client may choose the request id, provided it is a UUID (AWS, access logging variables). */
    static RequestIdentity of(RequestHead head, RequestIds ids) {
        String chosen = head.headers().get(Fields.REQUEST_ID, "");
        boolean valid = !chosen.isEmpty() && UUID.matcher(chosen).matches();
        return new RequestIdentity(valid ? chosen : ids.requestId(), ids.extendedRequestId());
    }
}
