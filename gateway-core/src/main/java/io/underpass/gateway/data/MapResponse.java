package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.RequestHead;
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
        ByteBuf body = response.body();
        long length = body == null ? streamedLength(invocation, backend) : length(invocation, backend, body);
        invocation.send(new ResponseHead(backend.status(), headers(invocation, backend), length));
        if (body != null) {
            exchange.data(invocation.takeResponseBody());
            exchange.end();
        }
        return Outcome.NEXT;
    }

    private FieldList headers(Invocation invocation, ResponseHead backend) {
        return invocation.isForwarded()
                ? fields.ofBackend(invocation, backend)
                : fields.ofFunction(invocation, backend);
    }

    /** Asking for a head while the client asked for a body leaves it an empty one. */
    private static long streamedLength(Invocation invocation, ResponseHead backend) {
        return asksForHead(invocation.backendRequest().head()) && !asksForHead(invocation.request())
                ? 0
                : backend.length();
    }

    /** Where no body is due, the length is that of the body GET would get, as the backend announced it. */
    private static long length(Invocation invocation, ResponseHead backend, ByteBuf body) {
        boolean bodyless =
                asksForHead(invocation.request()) || backend.status().equals(HttpResponseStatus.NOT_MODIFIED);
        return bodyless && !body.isReadable() ? backend.length() : body.readableBytes();
    }

    private static boolean asksForHead(RequestHead request) {
        return request.method().equals(HttpMethod.HEAD);
    }
}
