package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import io.underpass.alb.compile.ProtocolVersion;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;

/**
 * Which requests can be sent on to which targets (spec 2.6). What HTTP/1.1 carries is never taken up to HTTP/2; what
 * HTTP/2 carries is taken down to HTTP/1.1, except gRPC, which needs its trailers.
 *
 * <p>Threads: stateless.
 */
final class ProtocolMatch {

    private static final AsciiString GRPC = AsciiString.cached("application/grpc");

    private ProtocolMatch() {}

    /** Whether targets of {@code version} can be sent the request of {@code exchange}. */
    static boolean fits(Exchange exchange, ProtocolVersion version) {
        if (!exchange.multiplexed()) {
            return version == ProtocolVersion.HTTP1;
        }
        return switch (version) {
            case HTTP1 -> !isGrpc(exchange);
            case HTTP2 -> true;
            case GRPC -> exchange.request().method().equals(HttpMethod.POST);
        };
    }

    /** For people: what the request and the targets speak. */
    static String misfit(Exchange exchange, ProtocolVersion version) {
        String request = !exchange.multiplexed()
                ? "HTTP/1.1"
                : isGrpc(exchange)
                        ? "gRPC"
                        : "HTTP/2 with method " + exchange.request().method();
        return "a request of " + request + " cannot be sent to targets of protocol version " + version;
    }

    /** Whether the request is a call of gRPC. */
    static boolean isGrpc(Exchange exchange) {
        if (!exchange.multiplexed()) {
            return false;
        }
        CharSequence type = FieldList.of(exchange.request().headers()).first(FieldNames.CONTENT_TYPE, "");
        return type.length() >= GRPC.length()
                && GRPC.contentEqualsIgnoreCase(type.subSequence(0, GRPC.length()))
                && (type.length() == GRPC.length() || "+;".indexOf(type.charAt(GRPC.length())) >= 0);
    }
}
