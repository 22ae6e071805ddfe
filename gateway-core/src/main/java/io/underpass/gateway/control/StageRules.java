package io.underpass.gateway.control;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What stages and their variables may be called and hold (spec 2.3, 4). Where the spec has no words of AWS for a
 * refusal, they are a guess.
 *
 * <p>Threads: stateless.
 */
final class StageRules {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final int MAX_NAME_LENGTH = 128;
    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z0-9_]+");
    private static final int MAX_VARIABLE_NAME_LENGTH = 64;
    private static final Pattern VARIABLE_VALUE = Pattern.compile("[A-Za-z0-9\\-._~:/?#&=,]+");
    private static final int MAX_VARIABLE_VALUE_LENGTH = 512;
    private static final int MAX_VARIABLES = 100;

    private StageRules() {}

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Refusals.badRequest("Stage name only allows a-zA-Z0-9_-");
        }
        if (name.length() > MAX_NAME_LENGTH) {
            throw Refusals.badRequest("Stage name must have at most " + MAX_NAME_LENGTH + " characters");
        }
    }

    static void checkVariables(Map<String, String> variables) {
        if (variables.size() > MAX_VARIABLES) {
            throw Refusals.badRequest("A stage has at most " + MAX_VARIABLES + " variables");
        }
        variables.forEach(StageRules::checkVariable);
    }

    private static void checkVariable(String name, String value) {
        if (!VARIABLE_NAME.matcher(name).matches() || name.length() > MAX_VARIABLE_NAME_LENGTH) {
            throw Refusals.badRequest("Stage variable names may only contain alphanumeric characters and underscores,"
                    + " at most " + MAX_VARIABLE_NAME_LENGTH + ": " + name);
        }
        if (!VARIABLE_VALUE.matcher(value).matches() || value.length() > MAX_VARIABLE_VALUE_LENGTH) {
            throw Refusals.badRequest("Stage variable values must match [A-Za-z0-9-._~:/?#&=,]+ and have at most "
                    + MAX_VARIABLE_VALUE_LENGTH + " characters: " + name);
        }
    }
}
