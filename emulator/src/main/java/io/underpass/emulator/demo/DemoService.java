package io.underpass.emulator.demo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.ResponseHead;
import java.nio.charset.StandardCharsets;

/**
 * One instance of a service behind a load balancer: says which service and instance answered and for what path.
 *
 * <p>Threads: immutable.
 */
final class DemoService implements HttpService {

    private final String service;
    private final String instance;

    DemoService(String service, String instance) {
        this.service = service;
        this.instance = instance;
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.request().path();
        ByteBuf body = Unpooled.copiedBuffer(
                path.equals("/internal-alb") ? "{\"message\": \"Hello from internal ALB\"}" : describe(path),
                StandardCharsets.UTF_8);
        HttpHeaders headers = new DefaultHttpHeaders().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        exchange.head(new ResponseHead(HttpResponseStatus.OK, headers, body.readableBytes()));
        exchange.data(body);
        exchange.end();
    }

    private String describe(String path) {
        StringBuilder printable = new StringBuilder();
        path.chars().filter(c -> c != '"' && c != '\\').forEach(c -> printable.append((char) c));
        return "{\"service\": \"" + service + "\", \"instance\": \"" + instance + "\", \"path\": \"" + printable
                + "\"}";
    }
}
