package io.underpass.gateway.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * The {@code statusCode} that a MOCK integration's request template has to yield (spec 2.14). AWS does not ask for strict
 * JSON: <code>{statusCode: 200}</code> will do. The status must be an integer, and a string of digits is none.
 *
 * <p>Threads: stateless.
 */
public final class MockStatus {

    private static final String STATUS_CODE = "statusCode";

    private static final JsonFactory LENIENT = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();

    private MockStatus() {}

    /** The status in a rendered request template; empty if there is none, which AWS answers with 500. */
    public static OptionalInt read(String rendered) {
        try (JsonParser parser = LENIENT.createParser(rendered)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return OptionalInt.empty();
            }
            OptionalInt status = OptionalInt.empty();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (STATUS_CODE.equals(name)) {
                    status = value == JsonToken.VALUE_NUMBER_INT
                            ? OptionalInt.of(parser.getIntValue())
                            : OptionalInt.empty();
                }
                parser.skipChildren();
            }
            return parser.currentToken() == JsonToken.END_OBJECT ? status : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
