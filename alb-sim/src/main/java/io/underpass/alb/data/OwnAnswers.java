package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.ResponseHeaderSettings;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HttpDate;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.WholeResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers that no target gave (spec 4.6). Threads: safe; a call is confined to the event loop of its exchange. */
final class OwnAnswers {

    static final String SERVER = "awselb/2.0";
    private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");
    private static final AsciiString GRPC_MESSAGE = AsciiString.cached("grpc-message");
    private static final String GRPC_UNAVAILABLE = "14";

    private final HttpDate date;
    private final ResponseFields fields;
    private final LoadBalancerMetrics metrics;

    OwnAnswers(HttpDate date, ResponseFields fields, LoadBalancerMetrics metrics) {
        this.date = date;
        this.fields = fields;
        this.metrics = metrics;
    }

    /** Answers with the page for {@code code}. */
    void page(Exchange exchange, CompiledListener listener, int code) {
        HttpResponseStatus status = StatusLine.of(code);
        send(exchange, listener, status, Optional.of("text/html"), Optional.empty(), ErrorPage.html(status));
    }

    /** Answers with a redirect to {@code location}. */
    void redirect(Exchange exchange, CompiledListener listener, int code, String location) {
        HttpResponseStatus status = StatusLine.of(code);
        send(exchange, listener, status, Optional.of("text/html"), Optional.of(location), ErrorPage.html(status));
    }

    /** Answers with {@code body}. */
    void fixed(Exchange exchange, CompiledListener listener, int code, Optional<String> contentType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send(exchange, listener, StatusLine.of(code), contentType, Optional.empty(), bytes);
    }

    /**
     * The fields of a page that the socket sends, which adds Content-Length and Connection.
     *
     * @param settings none where the listener is gone
     */
    FieldList pageFields(Optional<ResponseHeaderSettings> settings) {
        FieldList headers = new FieldList();
        if (settings.map(ResponseHeaderSettings::server).orElse(true)) {
            headers.append(FieldNames.SERVER, SERVER);
        }
        headers.append(FieldNames.DATE, date.now());
        headers.append(FieldNames.CONTENT_TYPE, "text/html");
        settings.ifPresent(given -> fields.insert(headers, given));
        return headers;
    }

    /** Says whose answer it is, unless it says so itself: Lambda functions have no server of their own (a guess). */
    void sign(FieldList headers, CompiledListener listener) {
        if (listener.responseHeaders().server() && !headers.contains(FieldNames.SERVER)) {
            headers.append(FieldNames.SERVER, SERVER);
        }
    }

    /** The client has another answer than this listener's, or none, which counts as 460 (spec 5.2). */
    void replaced(CompiledListener listener, int status) {
        metrics.ofListener(listener.arn()).answeredItself(status);
    }

    private void send(
            Exchange exchange,
            CompiledListener listener,
            HttpResponseStatus status,
            Optional<String> contentType,
            Optional<String> location,
            byte[] body) {
        MetricCounters counters = metrics.ofListener(listener.arn());
        counters.answeredItself(status.code());
        HttpHeaders headers = new FieldList();
        if (listener.responseHeaders().server()) {
            headers.add(FieldNames.SERVER, SERVER);
        }
        headers.add(FieldNames.DATE, date.now());
        contentType.ifPresent(type -> headers.add(FieldNames.CONTENT_TYPE, type));
        headers.add(FieldNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        if (status.code() >= 502 && status.code() <= 504 && ProtocolMatch.isGrpc(exchange)) {
            // As seen on AWS; that 503 is answered so too is a guess.
            headers.add(GRPC_STATUS, GRPC_UNAVAILABLE).add(GRPC_MESSAGE, "unavailable");
        }
        location.ifPresent(url -> headers.add(FieldNames.LOCATION, url));
        fields.insert(headers, listener.responseHeaders());
        boolean bodiless = exchange.request().method().equals(HttpMethod.HEAD);
        ResponseHead head = new ResponseHead(status, headers, body.length);
        counters.here().processed(exchange.peer(), MessageBytes.of(head) + (bodiless ? 0 : body.length));
        WholeResponse.of(status, headers, body).sendTo(exchange);
    }
}
