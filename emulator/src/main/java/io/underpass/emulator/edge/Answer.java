package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.aws.AwsResponse;
import io.underpass.wire.Exchange;
import io.underpass.wire.WholeResponse;

/** Answers that are at hand whole. Threads: what takes an exchange is to be called on its event loop. */
public final class Answer {

    private Answer() {}

    /** Answers with JSON, indented for people. */
    public static void json(Exchange exchange, int status, JsonNode body) {
        of(status, body).sendTo(exchange);
    }

    /** JSON, indented for people. */
    static WholeResponse of(int status, JsonNode body) {
        return WholeResponse.of(HttpResponseStatus.valueOf(status), "application/json", body.toPrettyString() + "\n");
    }

    /** Answers with <code>{"message": …}</code>. */
    public static void message(Exchange exchange, int status, String message) {
        json(exchange, status, message(message));
    }

    /** <code>{"message": …}</code>. */
    static ObjectNode message(String message) {
        return JsonNodeFactory.instance.objectNode().put("message", message);
    }

    /** Answers with what a control API says. */
    static void aws(Exchange exchange, AwsResponse response) {
        HttpHeaders headers = new DefaultHttpHeaders();
        response.headers().forEach(headers::set);
        WholeResponse.of(HttpResponseStatus.valueOf(response.status()), headers, response.body())
                .sendTo(exchange);
    }
}
