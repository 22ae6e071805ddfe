package io.underpass.alb.data;

import io.underpass.wire.FieldList;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;

/**
 * How long heads are in HTTP/1.1, whatever they came in: no byte is looked at.
 *
 * <p>Threads: stateless.
 */
final class MessageBytes {

    private static final int LINE_OVERHEAD_BYTES =
            4; // Of a field: colon, space, CR, LF; of a request line: 2 spaces, CR, LF.
    private static final int STATUS_LINE_BYTES = "HTTP/1.1 200 \r\n".length();
    private static final int LINE_END_BYTES = 2;

    private MessageBytes() {}

    static long of(RequestHead head) {
        return head.method().name().length()
                + head.target().length()
                + head.version().text().length()
                + LINE_OVERHEAD_BYTES
                + of(FieldList.of(head.headers()));
    }

    /** But for what the connection adds. */
    static long of(ResponseHead head) {
        return STATUS_LINE_BYTES + head.status().reasonPhrase().length() + of(FieldList.of(head.headers()));
    }

    private static long of(FieldList fields) {
        long bytes = LINE_END_BYTES;
        for (int i = 0; i < fields.size(); i++) {
            bytes += fields.name(i).length() + fields.value(i).length() + LINE_OVERHEAD_BYTES;
        }
        return bytes;
    }
}
