package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.wire.FieldNames;
import io.underpass.wire.WholeResponse;
import java.nio.charset.StandardCharsets;

/**
 * Renders faults the way AWS does by default (spec 2.11).
 *
 * <p>Threads: immutable.
 */
final class GatewayResponses {

    private final ResponseFields fields;

    GatewayResponses(ResponseFields fields) {
        this.fields = fields;
    }

    /** Answers the exchange of {@code invocation}, to which nothing was sent yet, with {@code fault}. */
    void send(Invocation invocation, Fault fault) {
        FaultType type = fault.type();
        HttpHeaders headers = fields.own(invocation);
        headers.add(FieldNames.CONTENT_TYPE, type.contentType());
        if (!type.errorType().isEmpty()) {
            headers.add(Fields.ERROR_TYPE, type.errorType());
        }
        byte[] body = type.body(fault.message()).getBytes(StandardCharsets.UTF_8);
        invocation.send(WholeResponse.of(type.status(), headers, body));
    }
}
