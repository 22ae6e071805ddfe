package io.underpass.wire;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;

/**
 * Reads the fields behind a body. What may not stand there is left out (RFC 9113 8.1 and RFC 9110 6.5.1): nothing that
 * frames, routes or speaks of a connection.
 *
 * <p>Threads: stateless.
 */
final class Http2Trailers {

    private static final FieldSet NOT_BEHIND =
            FieldSet.of(FieldNames.CONTENT_LENGTH, FieldNames.HOST, FieldNames.TE, FieldNames.TRAILER);

    private Http2Trailers() {}

    static FieldList read(Http2Headers trailers) {
        FieldList fields = new FieldList();
        for (Map.Entry<CharSequence, CharSequence> field : trailers) {
            AsciiString name = AsciiString.of(field.getKey());
            AsciiString value = AsciiString.of(field.getValue());
            if (Http2RequestHead.isLowerCaseToken(name)
                    && Http2RequestHead.isFieldValue(value)
                    && !Http2Fields.OF_CONNECTIONS.contains(name)
                    && !NOT_BEHIND.contains(name)) {
                fields.append(name, value);
            }
        }
        return fields;
    }
}
