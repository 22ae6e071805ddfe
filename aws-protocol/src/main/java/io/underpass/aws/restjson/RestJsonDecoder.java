package io.underpass.aws.restjson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.shape.BooleanShape;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.ListShape;
import io.underpass.aws.shape.MapShape;
import io.underpass.aws.shape.NumberShape;
import io.underpass.aws.shape.Shape;
import io.underpass.aws.shape.StringShape;
import io.underpass.aws.shape.StructureShape;
import io.underpass.aws.shape.StructureShape.Member;
import io.underpass.aws.shape.Violations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a REST-JSON request into a validated input.
 *
 * <p>AWS ignores members it does not know. Here they are refused, since a typing error or a member of a newer SDK would
 * otherwise be dropped without a word.
 *
 * <p>Threads: stateless.
 */
final class RestJsonDecoder {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RestJsonDecoder() {}

    /** Decodes and validates; throws {@link AwsError} with AWS's words for whatever is wrong. */
    static Input decode(String operation, StructureShape shape, AwsRequest request, Map<String, String> labels) {
        ObjectNode members = NODES.objectNode();
        Map<String, String> bodyMembers = new LinkedHashMap<>();
        shape.members().forEach((name, member) -> {
            switch (member.location()) {
                case PATH -> members.put(name, labels.get(member.wireName()));
                case QUERY -> readQuery(member, request, members, name);
                case OTHER_QUERY -> members.set(name, otherQuery(shape, request));
                case HEADER -> request.header(member.wireName()).ifPresent(value -> members.put(name, value));
                case PAYLOAD -> members.put(name, new String(request.body(), StandardCharsets.UTF_8));
                case BODY -> bodyMembers.put(member.wireName(), name);
            }
        });
        if (!bodyMembers.isEmpty() && request.body().length > 0) {
            readBody(operation, shape, request.body(), bodyMembers, members);
        }
        Violations violations = new Violations();
        shape.validate(members, shape.name(), violations);
        if (!violations.isEmpty()) {
            throw new AwsError(400, "ValidationException", violations.message());
        }
        return new Input(members);
    }

    private static ObjectNode otherQuery(StructureShape shape, AwsRequest request) {
        ObjectNode others = NODES.objectNode();
        request.query().forEach((parameter, values) -> {
            boolean taken = shape.members().values().stream()
                    .anyMatch(member -> member.location() == StructureShape.Location.QUERY
                            && member.wireName().equals(parameter));
            if (!taken && !values.isEmpty()) {
                others.put(parameter, values.get(0));
            }
        });
        return others;
    }

    private static void readQuery(Member member, AwsRequest request, ObjectNode members, String name) {
        List<String> values = request.query().getOrDefault(member.wireName(), List.of());
        if (values.isEmpty()) {
            return;
        }
        if (member.shape() instanceof ListShape) {
            ArrayNode list = members.putArray(name);
            values.forEach(list::add);
        } else if (member.shape() instanceof NumberShape) {
            members.put(name, integer(name, values.get(0)));
        } else if (member.shape() instanceof BooleanShape) {
            members.put(name, bool(name, values.get(0)));
        } else {
            members.put(name, values.get(0));
        }
    }

    private static int integer(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw serialization("'" + text + "' can not be converted to an Integer: " + name);
        }
    }

    private static boolean bool(String name, String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        throw serialization("'" + text + "' can not be converted to an Boolean: " + name);
    }

    private static void readBody(
            String operation, StructureShape shape, byte[] body, Map<String, String> names, ObjectNode members) {
        JsonNode root = parse(body);
        if (!root.isObject()) {
            throw serialization("The request body must be a JSON object");
        }
        root.properties().forEach(entry -> {
            String name = names.get(entry.getKey());
            if (name == null) {
                throw unknown(operation, entry.getKey(), names.keySet());
            }
            Member member = shape.members().get(name);
            if (member != null && !entry.getValue().isNull()) {
                members.set(name, convert(operation, member.shape(), entry.getValue()));
            }
        });
    }

    private static JsonNode parse(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw serialization("The request body is not valid JSON: " + e.getOriginalMessage() + " (line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")");
        } catch (IOException e) {
            throw serialization("The request body is not valid JSON: " + e.getMessage());
        }
    }

    private static JsonNode convert(String operation, Shape shape, JsonNode value) {
        if (shape instanceof StringShape) {
            return expect(value, value.isTextual(), "String");
        }
        if (shape instanceof BooleanShape) {
            return expect(value, value.isBoolean(), "Boolean");
        }
        if (shape instanceof NumberShape number) {
            boolean fits = number.integral() ? value.isInt() : value.isNumber();
            return expect(value, fits, number.integral() ? "Integer" : "Double");
        }
        if (shape instanceof ListShape list) {
            expect(value, value.isArray(), "List");
            ArrayNode converted = NODES.arrayNode();
            value.forEach(item -> converted.add(convert(operation, list.member(), item)));
            return converted;
        }
        expect(value, value.isObject(), "Map");
        ObjectNode converted = NODES.objectNode();
        value.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                return;
            }
            Shape child = shape instanceof MapShape map ? map.value() : memberShape(operation, shape, entry.getKey());
            converted.set(entry.getKey(), convert(operation, child, entry.getValue()));
        });
        return converted;
    }

    private static Shape memberShape(String operation, Shape shape, String name) {
        Map<String, Member> members = ((StructureShape) shape).members();
        Member member = members.get(name);
        if (member == null) {
            throw unknown(operation, name, members.keySet());
        }
        return member.shape();
    }

    private static JsonNode expect(JsonNode value, boolean fits, String type) {
        if (!fits) {
            String found = value.isNull() ? "null" : "class " + javaClass(value);
            throw serialization(found + " can not be converted to an " + type);
        }
        return value;
    }

    private static String javaClass(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> "java.lang.Boolean";
            case NUMBER -> value.isInt() ? "java.lang.Integer" : "java.lang.Double";
            case ARRAY -> "java.util.ArrayList";
            case OBJECT -> "java.util.HashMap";
            default -> "java.lang.String";
        };
    }

    private static AwsError unknown(String operation, String name, Collection<String> known) {
        return new AwsError(
                400, "BadRequestException", "Unknown member '" + name + "' in " + operation + "; it takes " + known);
    }

    private static AwsError serialization(String message) {
        return new AwsError(400, "SerializationException", message);
    }
}
