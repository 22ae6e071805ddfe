package io.underpass.gateway.template;

import org.jspecify.annotations.Nullable;

/**
 * {@code $context.requestOverride}.
 *
 * <p>Threads: confined to the thread that renders.
 */
final class RequestOverride implements TemplateObject {

    final OverrideTable path;
    final OverrideTable querystring;
    final OverrideTable header;

    RequestOverride(Overrides earlier) {
        this.path = new OverrideTable("$context.requestOverride.path", earlier.path());
        this.querystring = new OverrideTable("$context.requestOverride.querystring", earlier.querystring());
        this.header = new OverrideTable("$context.requestOverride.header", earlier.header());
    }

    @Override
    public @Nullable Object property(String name) {
        return switch (name) {
            case "path" -> path;
            case "querystring" -> querystring;
            case "header" -> header;
            default -> null;
        };
    }
}
