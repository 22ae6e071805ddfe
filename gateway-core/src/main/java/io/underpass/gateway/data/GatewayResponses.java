package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.gateway.compile.CompiledGatewayResponse;
import io.underpass.gateway.compile.CompiledStage;
import io.underpass.gateway.compile.ResponsePart;
import io.underpass.wire.FieldNames;
import io.underpass.wire.WholeResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Renders faults: as the stage's gateway responses say, and by default the way AWS does (spec 2.11). Without a template
 * of its own a gateway response keeps the default body, spaces included (a guess).
 *
 * <p>Threads: immutable.
 */
final class GatewayResponses {

    /** What is less announces another response (RFC 9110, 15.2), yet AWS lets it be set. */
    private static final int FIRST_FINAL_STATUS = 200;

    private static final String JSON = "application/json";

    private final ResponseFields fields;

    GatewayResponses(ResponseFields fields) {
        this.fields = fields;
    }

    /** Answers the exchange of {@code invocation}, to which nothing was sent yet, with {@code fault}. */
    void send(Invocation invocation, Fault fault) {
        FaultType type = fault.type();
        HttpHeaders headers = fields.own(invocation);
        if (!type.errorType().isEmpty()) {
            headers.add(Fields.ERROR_TYPE, type.errorType());
        }
        Optional<CompiledGatewayResponse> response = customised(invocation, type);
        if (response.isPresent()) {
            send(invocation, fault, response.get(), headers);
        } else {
            headers.add(FieldNames.CONTENT_TYPE, type.contentType());
            send(invocation, type.status(), headers, type.body(fault.message()));
        }
    }

    private static Optional<CompiledGatewayResponse> customised(Invocation invocation, FaultType type) {
        CompiledStage stage = invocation.foundStage();
        return stage == null ? Optional.empty() : type.gatewayResponse().flatMap(stage::gatewayResponse);
    }

    private static void send(
            Invocation invocation, Fault fault, CompiledGatewayResponse response, HttpHeaders headers) {
        FailureValues values = new FailureValues(invocation, fault);
        String contentType = contentType(invocation, response.templates());
        List<ResponsePart> template = response.templates().get(contentType);
        headers.add(FieldNames.CONTENT_TYPE, contentType);
        GatewayResponseFields.add(headers, response.fields(), values);
        send(
                invocation,
                response.status()
                        .filter(status -> status >= FIRST_FINAL_STATUS)
                        .map(HttpResponseStatus::valueOf)
                        .orElseGet(fault.type()::status),
                headers,
                template == null ? fault.type().body(fault.message()) : values.text(template));
    }

    /** The first type that the client accepts, else JSON, else what was put first; that JSON goes first is a guess. */
    private static String contentType(Invocation invocation, Map<String, ?> templates) {
        String accepted = mediaType(invocation.request().headers().get(FieldNames.ACCEPT, ""));
        if (templates.containsKey(accepted)) {
            return accepted;
        }
        return templates.isEmpty() || templates.containsKey(JSON)
                ? JSON
                : templates.keySet().iterator().next();
    }

    private static String mediaType(String accept) {
        return accept.split(",", 2)[0].split(";", 2)[0].strip();
    }

    private static void send(Invocation invocation, HttpResponseStatus status, HttpHeaders headers, String body) {
        invocation.send(WholeResponse.of(status, headers, body.getBytes(StandardCharsets.UTF_8)));
    }
}
