package io.underpass.alb.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * What a Lambda function has returned for a request (AWS: "Lambda functions as targets"). A {@code statusCode} is
 * required, everything else may be missing; null instead of a body or of header fields is malformed (seen on AWS). That
 * numbers are no values of header fields, and digits in a string no status, is a guess.
 *
 * <p>Threads: immutable; a field list and a body are handed on once.
 */
sealed interface FunctionAnswer {

    /** A response. */
    record Understood(HttpResponseStatus status, FieldList headers, byte[] body) implements FunctionAnswer {}

    /** It is no response; {@code reason} says for people why. */
    record Malformed(String reason) implements FunctionAnswer {}

    /** Reads {@code payload}; of header fields only those of the group's own mode count. */
    static FunctionAnswer read(byte[] payload, boolean multiValue) {
        return new Reader(multiValue).read(payload);
    }

    /** Threads: stateless. */
    final class Reader {

        private static final ObjectReader JSON =
                JsonMapper.builder().build().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        private static final int MAX_HEADER_BYTES = 32 * 1024;
        private static final int LINE_OVERHEAD_BYTES = 4;
        private static final int SHOWN_CHARACTERS = 200;
        private static final String SEPARATORS = "\"(),/:;<=>?@[\\]{}";

        private final boolean multiValue;

        private Reader(boolean multiValue) {
            this.multiValue = multiValue;
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

        FunctionAnswer read(byte[] payload) {
            try {
                return understood(JSON.readTree(payload));
            } catch (JsonProcessingException e) {
                String start =
                        new String(payload, 0, Math.min(payload.length, 2 * SHOWN_CHARACTERS), StandardCharsets.UTF_8);
                return new Malformed("it is not JSON: " + cut(start));
            } catch (Unreadable e) {
                return new Malformed(e.reason);
            } catch (IOException e) {
                return new Malformed("it cannot be read: " + e);
            }
        }

        private Understood understood(JsonNode root) throws Unreadable {
            if (!root.isObject()) {
                throw new Unreadable("it is no JSON object");
            }
            return new Understood(status(root), fields(root), body(root));
        }

        private static HttpResponseStatus status(JsonNode root) throws Unreadable {
            JsonNode node = root.path("statusCode");
            // An interim status cannot be a client's only answer.
            if (!node.isIntegralNumber() || node.asLong() < 200 || node.asLong() > 599) {
                throw new Unreadable("its statusCode is " + shown(node));
            }
            int code = node.intValue();
            JsonNode description = root.path("statusDescription");
            if (description.isMissingNode()) {
                return StatusLine.of(code);
            }
            if (!description.isTextual() || !isText(description.textValue())) {
                throw new Unreadable("its statusDescription is " + shown(description));
            }
            String text = description.textValue();
            String own = code + " ";
            return new HttpResponseStatus(code, text.startsWith(own) ? text.substring(own.length()) : text);
        }

        private FieldList fields(JsonNode root) throws Unreadable {
            String member = multiValue ? "multiValueHeaders" : "headers";
            JsonNode node = root.path(member);
            FieldList fields = new FieldList();
            if (node.isMissingNode()) {
                return fields;
            }
            if (!node.isObject()) {
                throw new Unreadable("its " + member + " are " + shown(node));
            }
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                if (multiValue) {
                    if (!entry.getValue().isArray()) {
                        throw new Unreadable("its multiValueHeaders have no list for " + entry.getKey());
                    }
                    for (JsonNode value : entry.getValue()) {
                        add(fields, entry.getKey(), value);
                    }
                } else {
                    add(fields, entry.getKey(), entry.getValue());
                }
            }
            requireFit(fields);
            fields.remove(FieldNames.CONTENT_LENGTH);
            return fields;
        }

        private static void add(FieldList fields, String name, JsonNode value) throws Unreadable {
            if (!isToken(name)) {
                throw new Unreadable("a header field has the name " + cut(name));
            }
            if (!value.isTextual() || !isText(value.textValue())) {
                throw new Unreadable("its header field " + name + " is " + shown(value));
            }
            fields.append(
                    name, new String(value.textValue().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }

        private static void requireFit(FieldList fields) throws Unreadable {
            int bytes = 0;
            for (int i = 0; i < fields.size(); i++) {
                bytes += fields.name(i).length() + fields.value(i).length() + LINE_OVERHEAD_BYTES;
            }
            if (bytes > MAX_HEADER_BYTES) {
                throw new Unreadable(
                        "its header fields have " + bytes + " bytes; " + MAX_HEADER_BYTES + " are allowed");
            }
        }

        private static byte[] body(JsonNode root) throws Unreadable {
            JsonNode node = root.path("body");
            JsonNode base64 = root.path("isBase64Encoded");
            if (!base64.isMissingNode() && !base64.isBoolean()) {
                throw new Unreadable("its isBase64Encoded is " + shown(base64));
            }
            if (node.isMissingNode()) {
                return new byte[0];
            }
            if (!node.isTextual()) {
                throw new Unreadable("its body is " + shown(node));
            }
            if (!base64.asBoolean()) {
                return node.textValue().getBytes(StandardCharsets.UTF_8);
            }
            try {
                return Base64.getDecoder().decode(node.textValue());
            } catch (IllegalArgumentException e) {
                throw new Unreadable("isBase64Encoded is true and the body is no base64: " + e.getMessage());
            }
        }

        private static boolean isToken(String name) {
            return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c <= '~' && SEPARATORS.indexOf(c) < 0);
        }

        private static boolean isText(String value) {
            return value.chars().allMatch(c -> c >= ' ' && c != 0x7f || c == '\t');
        }

        private static String shown(JsonNode node) {
            return node.isMissingNode() ? "missing" : cut(node.toString());
        }

        private static String cut(String text) {
            return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
        }
    }
}
