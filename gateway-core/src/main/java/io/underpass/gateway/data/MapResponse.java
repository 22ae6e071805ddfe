package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.ResponseHead;

/**
 * Sends the client what the backend answered. Status and body pass; {@link ResponseFields} says what becomes of the
 * header.
 *
 * <p>Threads: immutable.
 */
final class MapResponse implements Phase {

    private final ResponseFields fields;

    MapResponse(ResponseFields fields) {
        this.fields = fields;
    }

    @Override
    public Outcome run(Invocation invocation) {
        BackendResponse response = invocation.backendResponse();
        Exchange exchange = invocation.exchange();
        ResponseHead backend = response.head();
        long length = response.body().isPresent()
                ? length(invocation, backend, response.body().get())
                : streamedLength(invocation, backend);
        exchange.head(new ResponseHead(backend.status(), fields.ofBackend(invocation, backend), length));
        if (response.body().isPresent()) {
            sendWhole(invocation, response.body().get());
        }
        return Outcome.NEXT;
    }

    private static void sendWhole(Invocation invocation, ByteBuf body) {
        if (invocation.clientWantsHeadOnly() || !body.isReadable()) {
            body.release();
        } else {
            invocation.exchange().data(body);
        }
        invocation.exchange().end();
    }

    /** Asking for a head while the client asked for a body leaves it an empty one. */
    private static long streamedLength(Invocation invocation, ResponseHead backend) {
        boolean headOnly = invocation.backendRequest().head().method().equals(HttpMethod.HEAD);
        return headOnly && !invocation.clientWantsHeadOnly() ? 0 : backend.length();
    }

    /** Where no body is due, the length is that of the body GET would get, as the backend announced it. */
    private static long length(Invocation invocation, ResponseHead backend, ByteBuf body) {
        boolean bodyless = invocation.clientWantsHeadOnly() || backend.status().equals(HttpResponseStatus.NOT_MODIFIED);
        return bodyless && !body.isReadable() ? backend.length() : body.readableBytes();
    }
}
