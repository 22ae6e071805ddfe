package io.underpass.emulator.description;

import java.util.Map;

/**
 * A part of a stage's requests that sees other stage variables. Threads: immutable.
 *
 * @param percent how many of a hundred requests
 * @param variables of the stage, in the place of its own of the same names
 * @param cache whether it shares the stage's cache
 */
public record Canary(int percent, Map<String, String> variables, boolean cache) {

    /** Copies the map. */
    public Canary {
        variables = Lists.copy(variables);
    }

    /** One that sees what all others see. */
    public static Canary of(int percent) {
        return new Canary(percent, Map.of(), false);
    }

    /** With another value of a stage variable. */
    public Canary variable(String name, String value) {
        return new Canary(percent, Lists.with(variables, name, value), cache);
    }

    /** With the stage's cache. */
    public Canary sharingCache() {
        return new Canary(percent, variables, true);
    }
}
