package io.underpass.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The codecs of numbers and truth values. Nothing is converted: {@code "1"} is no number. Threads: safe. */
final class ValueCodecs {

    private static final Codec BOOLEAN = new ValueCodec(
            "true or false",
            value -> BooleanNode.valueOf((Boolean) value),
            JsonNode::isBoolean,
            JsonNode::booleanValue);
    private static final Codec INT = new ValueCodec(
            "a whole number",
            value -> IntNode.valueOf((Integer) value),
            json -> json.isIntegralNumber() && json.canConvertToInt(),
            JsonNode::intValue);
    private static final Codec LONG = new ValueCodec(
            "a whole number",
            value -> LongNode.valueOf((Long) value),
            json -> json.isIntegralNumber() && json.canConvertToLong(),
            JsonNode::longValue);
    private static final Codec DOUBLE = new ValueCodec(
            "a number", value -> DoubleNode.valueOf((Double) value), JsonNode::isNumber, JsonNode::doubleValue);

    /** By Java type. */
    static final Map<Type, Codec> BY_TYPE = Map.of(
            boolean.class, BOOLEAN,
            Boolean.class, BOOLEAN,
            int.class, INT,
            Integer.class, INT,
            long.class, LONG,
            Long.class, LONG,
            double.class, DOUBLE,
            Double.class, DOUBLE);

    private ValueCodecs() {}

    private record ValueCodec(
            String expected,
            Function<Object, JsonNode> writer,
            Predicate<JsonNode> accepted,
            Function<JsonNode, Object> reader)
            implements Codec {

        @Override
        public JsonNode write(Object value) {
            return writer.apply(value);
        }

        @Override
        public Object read(JsonNode json, Place place) {
            if (!accepted.test(json)) {
                throw place.wrong("expected " + expected + ", found " + Codec.shown(json));
            }
            return reader.apply(json);
        }
    }
}
