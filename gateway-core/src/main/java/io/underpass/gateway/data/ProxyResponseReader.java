package io.underpass.gateway.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.gateway.data.ProxyResponse.Malformed;
import io.underpass.gateway.data.ProxyResponse.Undecodable;
import io.underpass.gateway.data.ProxyResponse.Understood;
import io.underpass.wire.FieldList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a Lambda function behind an {@code AWS_PROXY} integration has returned (AWS, "Output format of a Lambda
 * function for proxy integration"). No member is required and none may be unknown (observed on AWS). Of what happens to
 * values of a wrong type only some is known: a body that is no string, a status of 0 and {@code multiValueHeaders}
 * without lists are malformed, booleans in {@code headers} are taken (all seen); that numbers are taken there too, and a
 * status that is a string of digits, is a guess.
 *
 * <p>Threads: stateless.
 */
final class ProxyResponseReader {

    private static final ObjectReader JSON =
            JsonMapper.builder().build().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> MEMBERS =
            Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");
    private static final int SHOWN_CHARACTERS = 200;

    private ProxyResponseReader() {}

    /**
     * Reads {@code payload}.
     *
     * @param binary whether the client takes binary: a body in base64 is decoded for no other
     */
    static ProxyResponse read(byte[] payload, boolean binary) {
        try {
            return response(JSON.readTree(payload), binary);
        } catch (JsonProcessingException e) {
            return new Malformed("it is not JSON: " + start(payload));
        } catch (Unreadable e) {
            return new Malformed(e.reason);
        } catch (IOException e) {
            return new Malformed("it cannot be read: " + e);
        }
    }

    /** Thrown within this class only. */
    private static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        Unreadable(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }

    private static ProxyResponse response(JsonNode root, boolean binary) throws Unreadable {
        if (!root.isObject()) {
            throw new Unreadable("it is no JSON object");
        }
        for (Map.Entry<String, JsonNode> member : root.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw new Unreadable("it has a member '" + member.getKey() + "'; allowed are statusCode, headers,"
                        + " multiValueHeaders, body and isBase64Encoded");
            }
        }
        HttpResponseStatus status = HttpResponseStatus.valueOf(status(root.path("statusCode")));
        FieldList fields = fields(root.path("headers"), root.path("multiValueHeaders"));
        String body = body(root.path("body"));
        if (!binary || !isTrue(root.path("isBase64Encoded"))) {
            return new Understood(status, fields, body.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return new Understood(status, fields, Base64.getDecoder().decode(body.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            return new Undecodable("isBase64Encoded is true and the body is no base64: " + e.getMessage());
        }
    }

    private static int status(JsonNode node) throws Unreadable {
        if (isAbsent(node)) {
            return HttpResponseStatus.OK.code();
        }
        String text = node.asText();
        int code =
                (node.isTextual() || node.isIntegralNumber()) && text.matches("\\d{3}") ? Integer.parseInt(text) : -1;
        // What Lambda says of interim statuses is unknown; no client could be sent one as its only answer.
        if (code < 200 || code > 599) {
            throw new Unreadable("its statusCode is " + shown(node));
        }
        return code;
    }

    /** Values of {@code multiValueHeaders} go first; one that both have is sent once (AWS). */
    private static FieldList fields(JsonNode single, JsonNode multi) throws Unreadable {
        requireObject("headers", single);
        requireObject("multiValueHeaders", multi);
        FieldList fields = new FieldList();
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, JsonNode> entry : multi.properties()) {
            if (!entry.getValue().isArray()) {
                throw new Unreadable("its multiValueHeaders hold no list for " + entry.getKey());
            }
            for (JsonNode value : entry.getValue()) {
                add(fields, entry.getKey(), value);
                seen.add(key(entry.getKey(), value));
            }
        }
        for (Map.Entry<String, JsonNode> entry : single.properties()) {
            if (!seen.contains(key(entry.getKey(), entry.getValue()))) {
                add(fields, entry.getKey(), entry.getValue());
            }
        }
        return fields;
    }

    private static String key(String name, JsonNode value) {
        return name.toLowerCase(Locale.ROOT) + ':' + value.asText();
    }

    private static void add(FieldList fields, String name, JsonNode value) throws Unreadable {
        if (value.isContainerNode()) {
            throw new Unreadable("its header " + name + " has a value that is no string: " + shown(value));
        }
        if (!value.isNull()) {
            fields.append(name, octets(value.asText()));
        }
    }

    /** A field's value as its bytes in UTF-8, one character each. */
    private static String octets(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String body(JsonNode node) throws Unreadable {
        if (isAbsent(node)) {
            return "";
        }
        if (!node.isTextual()) {
            throw new Unreadable("its body is no string: " + shown(node));
        }
        return node.textValue();
    }

    private static boolean isTrue(JsonNode node) throws Unreadable {
        if (!isAbsent(node) && !node.isBoolean()) {
            throw new Unreadable("its isBase64Encoded is " + shown(node));
        }
        return node.booleanValue();
    }

    private static void requireObject(String member, JsonNode node) throws Unreadable {
        if (!isAbsent(node) && !node.isObject()) {
            throw new Unreadable("its " + member + " is no object: " + shown(node));
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static String shown(JsonNode node) {
        return cut(node.toString());
    }

    private static String start(byte[] payload) {
        return cut(new String(payload, 0, Math.min(payload.length, 2 * SHOWN_CHARACTERS), StandardCharsets.UTF_8));
    }

    private static String cut(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
