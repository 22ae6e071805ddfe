package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.underpass.wire.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;

/**
 * AWS's control API as its wire shows it, without a client between. In what is sent {@code `} stands for a quotation
 * mark, so that JSON with mapping expressions, which need {@code '}, is readable.
 *
 * <p>Threads: safe.
 */
final class ControlCalls {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String SIGNED = "Authorization: AWS4-HMAC-SHA256"
            + " Credential=test/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0";

    private final InetSocketAddress address;

    ControlCalls(URI endpoint) {
        address = new InetSocketAddress("127.0.0.1", endpoint.getPort());
    }

    /** Where the emulator listens. */
    InetSocketAddress address() {
        return address;
    }

    /** The answer to {@code call}, a method and a path, whatever it is. */
    TestClient.Response answer(String call, String json) {
        int space = call.indexOf(' ');
        return TestClient.request(
                address,
                call.substring(0, space),
                call.substring(space + 1),
                json.replace('`', '"'),
                SIGNED,
                "Content-Type: application/json");
    }

    /** What {@code call} answers, which succeeds. */
    JsonNode call(String call, String json) {
        TestClient.Response answer = answer(call, json);
        assertThat(answer.status()).as(call + " " + answer.bodyText()).isBetween(200, 299);
        return tree(answer);
    }

    /** What {@code call} without a body answers, which succeeds. */
    JsonNode call(String call) {
        return call(call, "");
    }

    /** One patch operation; {@code value} as in JSON's strings. */
    TestClient.Response patch(String path, String operation, String member, String value) {
        return answer(
                "PATCH " + path,
                String.format(
                        Locale.ROOT,
                        "{`patchOperations`:[{`op`:`%s`,`path`:`%s`,`value`:`%s`}]}",
                        operation,
                        member,
                        value));
    }

    /** A refusal in one line: status, error type, message. */
    static String refusal(TestClient.Response answer) {
        String type = answer.header("x-amzn-ErrorType").orElse("no error type");
        return answer.status() + " " + type + ": "
                + tree(answer).path("message").asText();
    }

    static JsonNode tree(TestClient.Response answer) {
        return tree(answer.bodyText());
    }

    static JsonNode tree(String json) {
        try {
            return json.isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
