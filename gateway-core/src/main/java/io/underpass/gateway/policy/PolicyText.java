package io.underpass.gateway.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.underpass.aws.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The texts in which resource policies go back and forth.
 *
 * <p>Threads: stateless.
 */
public final class PolicyText {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String SHORTHAND = "execute-api:/";

    private PolicyText() {}

    /**
     * What a caller meant: a JSON object, or one inside a JSON string, with or without that string's quotes, as AWS
     * itself gives policies out. Empty where it is none of these.
     */
    public static Optional<String> plain(String given) {
        String text = given.strip();
        String quoted = text.startsWith("\"") ? text : '"' + text + '"';
        return object(text).or(() -> string(quoted).flatMap(PolicyText::object));
    }

    /**
     * {@code policy} as an API has it: its resources as whole ARNs, lists of one principal as that principal (observed on
     * AWS, spec 2.9).
     */
    public static String expanded(String policy, Scope scope, String apiId) {
        try {
            JsonNode root = MAPPER.readTree(policy);
            for (JsonNode statement : list(root.path("Statement"))) {
                if (statement instanceof ObjectNode object) {
                    expand(object, "Resource", scope, apiId);
                    expand(object, "NotResource", scope, apiId);
                    shorten(object.get("Principal"));
                    shorten(object.get("NotPrincipal"));
                }
            }
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            return policy;
        }
    }

    /** {@code text} with quotes and backslashes escaped: AWS answers with the inside of a JSON string. */
    public static String escaped(String text) {
        String quoted = new TextNode(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    private static void expand(ObjectNode statement, String member, Scope scope, String apiId) {
        JsonNode node = statement.get(member);
        if (node instanceof TextNode text) {
            statement.put(member, arn(text.textValue(), scope, apiId));
        } else if (node instanceof ArrayNode texts) {
            for (int i = 0; i < texts.size(); i++) {
                if (texts.get(i).isTextual()) {
                    texts.set(i, arn(texts.get(i).textValue(), scope, apiId));
                }
            }
        }
    }

    private static String arn(String resource, Scope scope, String apiId) {
        return resource.startsWith(SHORTHAND)
                ? "arn:aws:execute-api:" + scope.region() + ':' + scope.account() + ':' + apiId + '/'
                        + resource.substring(SHORTHAND.length())
                : resource;
    }

    private static void shorten(@Nullable JsonNode principal) {
        if (principal instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                if (entry.getValue().isArray() && entry.getValue().size() == 1) {
                    entry.setValue(entry.getValue().get(0));
                }
            }
        }
    }

    private static Iterable<JsonNode> list(JsonNode node) {
        return node.isArray() ? node : List.of(node);
    }

    private static Optional<String> object(String text) {
        try {
            return MAPPER.readTree(text).isObject() ? Optional.of(text) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> string(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text).textValue());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
