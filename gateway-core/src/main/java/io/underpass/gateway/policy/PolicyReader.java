package io.underpass.gateway.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.underpass.gateway.policy.Statement.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads policies. One that is unknown in part is not read at all: a condition left out would let in whom it keeps out.
 *
 * <p>Threads: stateless.
 */
public final class PolicyReader {

    private static final JsonMapper MAPPER = new JsonMapper();

    private PolicyReader() {}

    /** Reads a resource policy, whose statements all name principals. */
    public static PolicyReading resourcePolicy(String text) {
        return read(text, true);
    }

    /** Reads a policy that belongs to a caller, and so names no principals. */
    public static PolicyReading identityPolicy(String text) {
        return read(text, false);
    }

    private static PolicyReading read(String text, boolean ofResource) {
        try {
            JsonNode root = MAPPER.readTree(text);
            if (!root.isObject()) {
                throw PolicyProblem.invalid("a policy is a JSON object");
            }
            List<Statement> statements = new ArrayList<>();
            for (JsonNode statement : many(root.path("Statement"))) {
                statements.add(statement(statement, ofResource));
            }
            if (statements.isEmpty()) {
                throw PolicyProblem.invalid("the policy has no Statement");
            }
            return new PolicyReading.Readable(new PolicyDocument(List.copyOf(statements)));
        } catch (PolicyProblem e) {
            return e.reading();
        } catch (JsonProcessingException e) {
            return new PolicyReading.Invalid("the policy is no JSON: " + e.getOriginalMessage());
        }
    }

    private static Statement statement(JsonNode node, boolean ofResource) throws PolicyProblem {
        if (!node.isObject()) {
            throw PolicyProblem.invalid("a Statement is a JSON object");
        }
        String effect = node.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw PolicyProblem.invalid("the Effect of a statement is Allow or Deny, not '" + effect + "'");
        }
        if (!ofResource && (node.has("Principal") || node.has("NotPrincipal"))) {
            throw PolicyProblem.invalid("a caller's own policy names no Principal");
        }
        return new Statement(
                effect.equals("Allow"),
                ofResource ? principals(node) : Principals.EVERYBODY,
                patterns(node, "Action", Glob::ignoringCase),
                patterns(node, "Resource", Glob::of),
                Conditions.read(node.path("Condition"), ofResource));
    }

    private static Patterns patterns(JsonNode statement, String member, Function<String, Glob> glob)
            throws PolicyProblem {
        boolean negated = statement.has("Not" + member);
        if (negated == statement.has(member)) {
            throw PolicyProblem.invalid("a statement has either " + member + " or Not" + member);
        }
        List<Glob> globs = new ArrayList<>();
        for (String text : texts(statement.path(negated ? "Not" + member : member), member)) {
            Conditions.refuseVariables(text);
            globs.add(glob.apply(text));
        }
        if (globs.isEmpty()) {
            throw PolicyProblem.invalid("a statement has an empty " + member);
        }
        return new Patterns(negated, List.copyOf(globs));
    }

    private static Principals principals(JsonNode statement) throws PolicyProblem {
        boolean negated = statement.has("NotPrincipal");
        if (negated == statement.has("Principal")) {
            throw PolicyProblem.invalid("a statement has either Principal or NotPrincipal");
        }
        JsonNode node = statement.path(negated ? "NotPrincipal" : "Principal");
        if (node.isTextual()) {
            if (!node.textValue().equals("*")) {
                throw PolicyProblem.invalid("the Principal '" + node.textValue() + "' is neither * nor an object");
            }
            return new Principals(negated, List.of("*"));
        }
        if (!node.isObject() || node.isEmpty()) {
            throw PolicyProblem.invalid("a Principal is * or an object");
        }
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            List<String> values = texts(entry.getValue(), "Principal");
            switch (entry.getKey()) {
                case "AWS" -> names.addAll(valid(values));
                // Services and federated users do not come here by themselves: they never match.
                case "Service", "Federated", "CanonicalUser" -> {}
                default -> throw PolicyProblem.invalid("there is no kind of Principal called " + entry.getKey());
            }
        }
        return new Principals(negated, List.copyOf(names));
    }

    private static List<String> valid(List<String> names) throws PolicyProblem {
        for (String name : names) {
            if (!Principals.isValid(name)) {
                throw PolicyProblem.invalid("'" + name + "' is no valid Principal");
            }
        }
        return names;
    }

    private static List<JsonNode> many(JsonNode node) {
        List<JsonNode> items = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(items::add);
        } else if (!node.isMissingNode()) {
            items.add(node);
        }
        return items;
    }

    /** One text or several; numbers and booleans count as their texts. */
    static List<String> texts(JsonNode node, String what) throws PolicyProblem {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : many(node)) {
            if (!item.isValueNode() || item.isNull()) {
                throw PolicyProblem.invalid("a value of " + what + " is no text");
            }
            texts.add(item.asText());
        }
        return texts;
    }
}
