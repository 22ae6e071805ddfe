package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.aws.AwsResponse;
import io.underpass.wire.Exchange;
import io.underpass.wire.ResponseHead;
import java.nio.charset.StandardCharsets;

/** Writes answers that are at hand whole. Threads: to be called on the exchange's event loop. */
final class Answer {

    private Answer() {}

    /** Answers with JSON, indented for people. */
    static void json(Exchange exchange, int status, JsonNode body) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        send(exchange, status, headers, (body.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with <code>{"message": …}</code>. */
    static void message(Exchange exchange, int status, String message) {
        json(exchange, status, JsonNodeFactory.instance.objectNode().put("message", message));
    }

    /** Answers with what a control API says. */
    static void aws(Exchange exchange, AwsResponse response) {
        HttpHeaders headers = new DefaultHttpHeaders();
        response.headers().forEach(headers::set);
        send(exchange, response.status(), headers, response.body());
    }

    private static void send(Exchange exchange, int status, HttpHeaders headers, byte[] body) {
        exchange.head(new ResponseHead(HttpResponseStatus.valueOf(status), headers, body.length));
        if (body.length > 0) {
            exchange.data(Unpooled.wrappedBuffer(body));
        }
        exchange.end();
    }
}
