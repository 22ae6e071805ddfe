package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Decodes one head over and over. Stands in this package, of the benchmarks' module, because decoders are not public.
 *
 * <p>Threads: one.
 */
public final class HeadDecoding {

    private static final int MAX_LINE_BYTES = 16 * 1024;
    private static final int MAX_FIELD_BYTES = 64 * 1024;

    private final ByteBuf bytes;
    private final Function<ByteBuf, Object> decoder;

    private HeadDecoding(String text, Function<ByteBuf, Object> decoder) {
        this.bytes = Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        this.decoder = decoder;
    }

    /** Decodes the request {@code text}, which has no body. */
    public static HeadDecoding ofRequest(String text) {
        RequestDecoder decoder = new RequestDecoder(MAX_LINE_BYTES, MAX_FIELD_BYTES, Integer.MAX_VALUE);
        return new HeadDecoding(text, decoder::decode);
    }

    /** Decodes the head {@code text} of a response. */
    public static HeadDecoding ofResponse(String text) {
        ResponseDecoder decoder = new ResponseDecoder(MAX_FIELD_BYTES);
        return new HeadDecoding(text, in -> decoder.decode(in, HttpMethod.GET));
    }

    /** What the decoder makes of it; all bytes must be taken, so that no benchmark measures a refusal. */
    public Object decode() {
        bytes.readerIndex(0);
        Object decoded = decoder.apply(bytes);
        if (bytes.isReadable()) {
            throw new IllegalStateException("not decoded: " + decoded);
        }
        return decoded;
    }
}
