package io.underpass.gateway.template;

import java.util.HashMap;
import java.util.Map;
import org.apache.velocity.context.AbstractContext;
import org.apache.velocity.runtime.directive.ForeachScope;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one rendering: AWS's objects and what the template sets.
 *
 * <p>Threads: confined to the thread that renders.
 */
final class TemplateVariables extends AbstractContext {

    private static final String FOREACH = "foreach";

    /** The name of {@code $foreach.count} in Velocity 1, which templates for AWS still use. */
    private static final String VELOCITY_COUNT = "velocityCount";

    private final Map<String, @Nullable Object> values = new HashMap<>();

    TemplateVariables(
            InputObject input, TextFunctions util, ContextObject context, Map<String, String> stageVariables) {
        values.put("input", input);
        values.put("util", util);
        values.put("context", context);
        values.put("stageVariables", stageVariables);
    }

    @Override
    public @Nullable Object internalGet(String name) {
        Object value = values.get(name);
        if (value == null && VELOCITY_COUNT.equals(name) && values.get(FOREACH) instanceof ForeachScope loop) {
            return loop.getCount();
        }
        return value;
    }

    @Override
    public @Nullable Object internalPut(String name, @Nullable Object value) {
        return values.put(name, value);
    }

    @Override
    public boolean internalContainsKey(String name) {
        return values.containsKey(name);
    }

    @Override
    public String[] internalGetKeys() {
        return values.keySet().toArray(String[]::new);
    }

    @Override
    public @Nullable Object internalRemove(String name) {
        return values.remove(name);
    }
}
