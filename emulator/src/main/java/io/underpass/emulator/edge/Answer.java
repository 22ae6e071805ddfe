package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.aws.AwsResponse;
import io.underpass.wire.Exchange;
import io.underpass.wire.WholeResponse;

/** Writes answers that are at hand whole. Threads: to be called on the exchange's event loop. */
public final class Answer {

    private Answer() {}

    /** Answers with JSON, indented for people. */
    public static void json(Exchange exchange, int status, JsonNode body) {
        WholeResponse.of(HttpResponseStatus.valueOf(status), "application/json", body.toPrettyString() + "\n")
                .sendTo(exchange);
    }

    /** Answers with <code>{"message": …}</code>. */
    public static void message(Exchange exchange, int status, String message) {
        json(exchange, status, JsonNodeFactory.instance.objectNode().put("message", message));
    }

    /** Answers with what a control API says. */
    static void aws(Exchange exchange, AwsResponse response) {
        HttpHeaders headers = new DefaultHttpHeaders();
        response.headers().forEach(headers::set);
        WholeResponse.of(HttpResponseStatus.valueOf(response.status()), headers, response.body())
                .sendTo(exchange);
    }
}
