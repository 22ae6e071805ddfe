package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The smallest service that forwards everything to one upstream. Threads: safe. */
public final class ReverseProxy implements HttpService {

    private static final List<String> HOP_BY_HOP = List.of(
            "Connection",
            "Keep-Alive",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Upgrade",
            "Transfer-Encoding",
            "Content-Length");

    private final Upstream upstream;

    public ReverseProxy(Upstream upstream) {
        this.upstream = upstream;
    }

    @Override
    public void handle(Exchange exchange) {
        RequestHead in = exchange.request();
        RequestHead out = new RequestHead(in.method(), in.target(), in.version(), withoutHopByHop(in.headers()));
        Relay relay = new Relay(exchange);
        exchange.producer(upstream.send(
                new UpstreamRequest(out, exchange.body(), exchange.eventLoop(), exchange.peer(), exchange.trail()),
                relay));
    }

    private static HttpHeaders withoutHopByHop(HttpHeaders fields) {
        HttpHeaders kept = new FieldList().set(fields);
        fields.getAllAsString(HttpHeaderNames.CONNECTION).stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(String::trim)
                .filter(name -> !name.isEmpty() && !name.equalsIgnoreCase("host"))
                .forEach(kept::remove);
        HOP_BY_HOP.forEach(kept::remove);
        return kept;
    }

    /** Hands the response back, or a plain 502 or 504 where there is none. */
    private static final class Relay extends DelegatingSink {

        private final Exchange exchange;
        private boolean headSent;

        Relay(Exchange exchange) {
            super(exchange);
            this.exchange = exchange;
        }

        @Override
        public void head(ResponseHead head) {
            headSent = true;
            super.head(new ResponseHead(head.status(), withoutHopByHop(head.headers()), head.length()));
        }

        @Override
        public void abort(Failure failure) {
            if (headSent) {
                exchange.abort(failure);
                return;
            }
            boolean late = failure.kind() == Failure.Kind.TIMEOUT || failure.kind() == Failure.Kind.CONNECT_TIMEOUT;
            ByteBuf text = Unpooled.copiedBuffer(failure.toString(), StandardCharsets.UTF_8);
            exchange.head(new ResponseHead(
                    late ? HttpResponseStatus.GATEWAY_TIMEOUT : HttpResponseStatus.BAD_GATEWAY,
                    new DefaultHttpHeaders(),
                    text.readableBytes()));
            exchange.data(text);
            exchange.end();
        }
    }
}
