package io.underpass.wire;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a response that came by HTTP/2 into the form that HTTP/1.1 gives it, and repairs nothing.
 *
 * <p>Threads: stateless.
 */
final class Http2ResponseHeadReader {

    private static final AsciiString STATUS = AsciiString.cached(":status");
    private static final int STATUS_DIGITS = 3;

    /** What a head came to. */
    sealed interface Result {}

    /** An interim response. */
    record Interim() implements Result {}

    /** The final response. */
    record Final(ResponseHead head) implements Result {}

    /** Not HTTP. */
    record Broken(String problem) implements Result {}

    private Http2ResponseHeadReader() {}

    static Result read(Http2Headers headers) {
        FieldList fields = new FieldList();
        @Nullable HttpResponseStatus status = null;
        long length = -1;
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            AsciiString name = AsciiString.of(field.getKey());
            AsciiString value = AsciiString.of(field.getValue());
            if (name.equals(STATUS) && status == null) {
                status = status(value);
                if (status == null) {
                    return new Broken("its status is not a number of three digits");
                }
            } else if (!Http2RequestHead.isLowerCaseToken(name) || !Http2RequestHead.isFieldValue(value)) {
                return new Broken("a field contains a character that is not allowed");
            } else if (Http2Fields.OF_CONNECTIONS.contains(name)) {
                return new Broken("a field that is for a connection of HTTP/1.1 only");
            } else if (FramingNames.isContentLength(name)) {
                long announced = BodyLength.parse(value);
                if (announced == BodyLength.INVALID || (length >= 0 && length != announced)) {
                    return new Broken("the Content-Length is not one number of bytes");
                }
                length = announced;
            } else {
                fields.append(name, value);
            }
        }
        if (status == null) {
            return new Broken("it has no status");
        }
        if (status.code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            return new Broken("it switches protocols, which HTTP/2 does not know");
        }
        return status.code() < 200 ? new Interim() : new Final(new ResponseHead(status, fields, length));
    }

    private static @Nullable HttpResponseStatus status(AsciiString digits) {
        if (digits.length() != STATUS_DIGITS) {
            return null;
        }
        int code = 0;
        for (int i = 0; i < STATUS_DIGITS; i++) {
            if (!Octets.isDigit(digits.charAt(i))) {
                return null;
            }
            code = code * 10 + digits.charAt(i) - '0';
        }
        return code < 100 ? null : HttpResponseStatus.valueOf(code);
    }
}
