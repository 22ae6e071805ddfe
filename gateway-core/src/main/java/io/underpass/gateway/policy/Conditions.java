package io.underpass.gateway.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the conditions of a statement.
 *
 * <p>Threads: stateless.
 */
final class Conditions {

    /** What requests here can have (AWS, "AWS condition keys that can be used in API Gateway resource policies"). */
    private static final Set<String> KEYS = Set.of(
            "aws:currenttime",
            "aws:epochtime",
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principaltype",
            "aws:referer",
            "aws:securetransport",
            "aws:sourceip",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:useragent",
            "aws:userid",
            "aws:username",
            "aws:vpcsourceip");

    private static final String IF_EXISTS = "IfExists";
    private static final String ANY = "ForAnyValue:";
    private static final String ALL = "ForAllValues:";

    private Conditions() {}

    static List<Condition> read(JsonNode node, boolean ofResource) throws PolicyProblem {
        List<Condition> conditions = new ArrayList<>();
        if (!node.isMissingNode() && !node.isObject()) {
            throw PolicyProblem.invalid("a Condition is a JSON object");
        }
        for (Map.Entry<String, JsonNode> operator : node.properties()) {
            if (!operator.getValue().isObject()) {
                throw PolicyProblem.invalid("the condition " + operator.getKey() + " is no JSON object");
            }
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                String name = key.getKey().toLowerCase(Locale.ROOT);
                if (ofResource && !KEYS.contains(name)) {
                    throw PolicyProblem.notEmulated("the condition key " + key.getKey() + " of resource policies");
                }
                conditions.add(
                        condition(operator.getKey(), name, PolicyReader.texts(key.getValue(), operator.getKey())));
            }
        }
        return List.copyOf(conditions);
    }

    /** Variables of policies; even those that stand for a plain character are nobody's daily bread. */
    static void refuseVariables(String text) throws PolicyProblem {
        if (text.contains("${")) {
            throw PolicyProblem.notEmulated("variables in policies (" + text + ')');
        }
    }

    private static Condition condition(String written, String key, List<String> values) throws PolicyProblem {
        if (written.equalsIgnoreCase("Null")) {
            return absence(key, values);
        }
        boolean any = written.startsWith(ANY);
        boolean all = written.startsWith(ALL);
        String rest = any || all ? written.substring(written.indexOf(':') + 1) : written;
        boolean ifExists = rest.endsWith(IF_EXISTS);
        String name = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
        Operator operator = Operator.named(name)
                .orElseThrow(() -> PolicyProblem.notEmulated("the condition operator " + written + " of policies"));
        boolean whenAbsent = all || ifExists || (operator.isNegated() && !any);
        return new Condition(key, whenAbsent, operator.isNegated(), tests(operator, written, values));
    }

    private static List<Predicate<String>> tests(Operator operator, String written, List<String> values)
            throws PolicyProblem {
        List<Predicate<String>> tests = new ArrayList<>();
        for (String value : values) {
            refuseVariables(value);
            try {
                tests.add(operator.test(value));
            } catch (IllegalArgumentException e) {
                throw PolicyProblem.invalid("'" + value + "' is no value for " + written);
            }
        }
        return List.copyOf(tests);
    }

    /** {@code "Null": {KEY: "true"}} holds where the key is absent. */
    private static Condition absence(String key, List<String> values) throws PolicyProblem {
        boolean absent = values.contains("true");
        boolean present = values.contains("false");
        if (!absent && !present) {
            throw PolicyProblem.invalid("the condition Null takes true or false");
        }
        return new Condition(key, absent, false, List.of(value -> present));
    }
}
