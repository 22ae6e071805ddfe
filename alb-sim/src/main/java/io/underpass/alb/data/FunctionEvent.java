package io.underpass.alb.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.RequestHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The event that a Lambda function gets for a request (AWS: "Lambda functions as targets"): names of header fields in
 * lower case, path and query as they came.
 *
 * <p>Threads: immutable.
 *
 * @param targetGroupArn the group's
 * @param head as an HTTP target would get it
 * @param multiValue whether fields and parameters have lists of values instead of their last
 */
record FunctionEvent(String targetGroupArn, RequestHead head, boolean multiValue) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> TEXT_TYPES =
            Set.of("application/json", "application/javascript", "application/xml");
    private static final int OVERHEAD_BYTES = 2048;

    /** The event with {@code body}; empty where something that should be UTF-8 is not. */
    Optional<byte[]> render(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + OVERHEAD_BYTES);
        boolean base64 = isBinary(body);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeObjectFieldStart("requestContext");
            json.writeObjectFieldStart("elb");
            json.writeStringField("targetGroupArn", targetGroupArn);
            json.writeEndObject();
            json.writeEndObject();
            json.writeStringField("httpMethod", head.method().name());
            json.writeStringField("path", utf8(head.path()));
            write(json, multiValue ? "multiValueQueryStringParameters" : "queryStringParameters", parameters());
            write(json, multiValue ? "multiValueHeaders" : "headers", fields());
            json.writeFieldName("body");
            if (base64) {
                json.writeBinary(body);
            } else {
                json.writeString(utf8(body));
            }
            json.writeBooleanField("isBase64Encoded", base64);
            json.writeEndObject();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(out.toByteArray());
    }

    /** That an empty body without a type is none is a guess that recorded events of GET requests support. */
    private boolean isBinary(byte[] body) {
        FieldList headers = FieldList.of(head.headers());
        if (headers.contains("Content-Encoding")) {
            return true;
        }
        String type = headers.get(FieldNames.CONTENT_TYPE, "");
        int parameters = type.indexOf(';');
        String media =
                (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
        return body.length > 0 && !media.startsWith("text/") && !TEXT_TYPES.contains(media);
    }

    private Map<String, List<String>> fields() throws CharacterCodingException {
        Map<String, List<String>> fields = new TreeMap<>();
        FieldList headers = FieldList.of(head.headers());
        for (int i = 0; i < headers.size(); i++) {
            fields.computeIfAbsent(headers.name(i).toString().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(utf8(headers.value(i).toString()));
        }
        return fields;
    }

    /** Neither names nor values are decoded. */
    private Map<String, List<String>> parameters() throws CharacterCodingException {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : head.query().split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = utf8(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : utf8(pair.substring(equals + 1));
                parameters.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(value);
            }
        }
        return parameters;
    }

    private void write(JsonGenerator json, String member, Map<String, List<String>> values) throws IOException {
        json.writeObjectFieldStart(member);
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            List<String> all = entry.getValue();
            if (multiValue) {
                json.writeArrayFieldStart(entry.getKey());
                for (String value : all) {
                    json.writeString(value);
                }
                json.writeEndArray();
            } else {
                json.writeStringField(entry.getKey(), all.get(all.size() - 1));
            }
        }
        json.writeEndObject();
    }

    /** Text of octets, one character each, as the text that they are in UTF-8. */
    private static String utf8(String octets) throws CharacterCodingException {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) > '~') {
                return utf8(octets.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return octets;
    }

    private static String utf8(byte[] octets) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(octets))
                .toString();
    }
}
