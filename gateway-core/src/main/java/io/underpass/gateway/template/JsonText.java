package io.underpass.gateway.template;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body that parameter mappings look into. One that does not begin as JSON does holds nothing to find; one that does and
 * is no JSON is an error (spec 2.13).
 *
 * <p>Threads: confined to one.
 */
public final class JsonText {

    private static final String BEGINNINGS = "{[\"'";

    private final String text;
    private final @Nullable Object tree;
    private final boolean valid;
    private final JsonPaths paths = new JsonPaths();

    private JsonText(String text, @Nullable Object tree, boolean valid) {
        this.text = text;
        this.tree = tree;
        this.valid = valid;
    }

    /** Reads a body; an empty one counts as an empty object. */
    public static JsonText read(String body) {
        String text = body.isBlank() ? "{}" : body.strip();
        if (BEGINNINGS.indexOf(text.charAt(0)) < 0) {
            return new JsonText(text, Map.of(), true);
        }
        Budget budget = Budget.begin(TemplateLimits.DEFAULT);
        try {
            return new JsonText(text, JsonReader.read(text, budget), true);
        } catch (IOException | TemplateStop e) {
            return new JsonText(text, Map.of(), false);
        } finally {
            Budget.end();
        }
    }

    /** False where it begins as JSON and is none. */
    public boolean isValid() {
        return valid;
    }

    /** What {@code path} leads to, as text: a string without quotes, what is no single value as JSON. All, for an empty path. */
    public Optional<String> find(String path) {
        if (path.isEmpty()) {
            return Optional.of(text);
        }
        Budget budget = Budget.begin(TemplateLimits.DEFAULT);
        try {
            Object value = paths.read(tree, path, budget).value();
            if (value == null) {
                return Optional.empty();
            }
            return Optional.of(value instanceof String string ? string : Printed.json(value, budget));
        } catch (TemplateStop e) {
            return Optional.empty();
        } finally {
            Budget.end();
        }
    }
}
