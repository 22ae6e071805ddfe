package io.underpass.gateway.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.gateway.compile.ContentHandling.Conversion;
import io.underpass.wire.FieldNames;
import java.util.Base64;
import java.util.Optional;

/**
 * Converts bodies (spec 2.13).
 *
 * <p>Threads: stateless.
 */
final class BodyConversion {

    private BodyConversion() {}

    /** Whether {@code body} stays as it is, as far as a quick look tells. */
    static boolean changesNothing(ByteBuf body, Conversion conversion) {
        return conversion == Conversion.NONE
                || !body.isReadable()
                || (conversion == Conversion.TEXT && TextBytes.areAscii(body));
    }

    /**
     * What {@code conversion} means for a message with {@code fields}: a body that is still coded stays as it is, since
     * nobody could read it as text (a guess).
     */
    static Conversion fitting(Conversion conversion, HttpHeaders fields) {
        return conversion == Conversion.TEXT && fields.contains(FieldNames.CONTENT_ENCODING)
                ? Conversion.NONE
                : conversion;
    }

    /**
     * The converted body; empty where what should be base64 is not. {@code body} is only read, and the answer needs no
     * release.
     */
    static Optional<byte[]> converted(ByteBuf body, Conversion conversion) {
        byte[] bytes = ByteBufUtil.getBytes(body);
        return switch (conversion) {
            case NONE -> Optional.of(bytes);
            case TEXT -> Optional.of(new String(bytes, UTF_8).getBytes(UTF_8));
            case ENCODE -> Optional.of(Base64.getEncoder().encode(bytes));
            case DECODE -> decoded(bytes);
        };
    }

    /** What base64 stands for; empty where {@code bytes} are none. */
    static Optional<byte[]> decoded(byte[] bytes) {
        try {
            return Optional.of(Base64.getDecoder().decode(new String(bytes, ISO_8859_1).strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
