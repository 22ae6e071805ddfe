package io.underpass.gateway.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * API definitions as text, JSON or YAML.
 *
 * <p>Threads: stateless.
 */
public final class DocumentText {

    private static final int MAX_DEPTH = 200;
    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());

    private DocumentText() {}

    /** Reads {@code text}: JSON where it begins as that does, otherwise YAML. */
    static ObjectNode parse(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        JsonNode root = plain.stripLeading().startsWith("{") ? json(plain) : YamlTree.read(plain);
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidDocument("the document is not an object");
    }

    /** Flow-style YAML begins as JSON does, too. */
    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            try {
                return YamlTree.read(text);
            } catch (InvalidDocument notYamlEither) {
                throw new InvalidDocument("not valid JSON: " + e.getOriginalMessage() + place(e));
            }
        }
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    /** {@code document} as JSON, for people. */
    public static String json(ObjectNode document) {
        return document.toPrettyString();
    }

    /** {@code document} as YAML. */
    public static String yaml(ObjectNode document) {
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
