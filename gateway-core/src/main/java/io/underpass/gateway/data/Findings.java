package io.underpass.gateway.data;

import io.underpass.gateway.template.Overrides;
import java.util.Map;

/**
 * What mapping a body has brought to light besides the body.
 *
 * <p>Threads: immutable.
 *
 * @param overrides what templates have overridden so far
 * @param values what parameter mappings have found in the body, by their JSONPaths; an empty one stands for all of it
 */
record Findings(Overrides overrides, Map<String, String> values) {

    /** Nothing. */
    static final Findings NONE = new Findings(Overrides.NONE, Map.of());
}
