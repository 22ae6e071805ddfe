package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * A response that is at hand whole.
 *
 * <p>Threads: confined to one thread, as its headers and its body are.
 *
 * @param status code and reason phrase
 * @param headers the fields, without {@code Content-Length} and {@code Transfer-Encoding}
 * @param body the body, released by whoever sends the response
 */
public record WholeResponse(HttpResponseStatus status, HttpHeaders headers, ByteBuf body) {

    /** A response with no body and no fields but those of {@code headers}. */
    public static WholeResponse empty(HttpResponseStatus status, HttpHeaders headers) {
        return new WholeResponse(status, headers, Unpooled.EMPTY_BUFFER);
    }

    /** A response with {@code text} in UTF-8 as its body and {@code Content-Type} as its only field. */
    public static WholeResponse of(HttpResponseStatus status, CharSequence contentType, String text) {
        FieldList headers = new FieldList();
        headers.add(FieldNames.CONTENT_TYPE, contentType);
        return of(status, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A response with {@code content}, kept by reference, as its body. */
    public static WholeResponse of(HttpResponseStatus status, HttpHeaders headers, byte[] content) {
        return new WholeResponse(status, headers, Unpooled.wrappedBuffer(content));
    }

    /** Sends all of it and ends the exchange. Ownership of the body passes: a response is sent once. */
    public void sendTo(Exchange exchange) {
        exchange.head(new ResponseHead(status, headers, body.readableBytes()));
        if (body.isReadable()) {
            exchange.data(body);
        } else {
            body.release();
        }
        exchange.end();
    }
}
