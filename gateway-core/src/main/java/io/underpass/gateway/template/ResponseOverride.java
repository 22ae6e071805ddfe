package io.underpass.gateway.template;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * {@code $context.responseOverride}.
 *
 * <p>Threads: confined to the thread that renders.
 */
final class ResponseOverride implements TemplateObject {

    private static final int LOWEST_STATUS = 100;
    private static final int HIGHEST_STATUS = 599;

    final OverrideTable header;
    private @Nullable Object status;
    private boolean written;

    ResponseOverride(Overrides earlier) {
        this.header = new OverrideTable("$context.responseOverride.header", earlier.responseHeader());
        this.status = earlier.status().isPresent() ? earlier.status().getAsInt() : null;
    }

    @Override
    public @Nullable Object property(String name) {
        return switch (name) {
            case "header" -> header;
            case "status" -> status;
            default -> null;
        };
    }

    @Override
    public boolean set(String name, @Nullable Object value) {
        if (!"status".equals(name)) {
            return false;
        }
        if (written) {
            throw Budget.current()
                    .stop("$context.responseOverride.status is overridden twice: a template can override it once");
        }
        written = true;
        status = value;
        return true;
    }

    /** The status; empty for what is no status, which is ignored (spec 2.15). */
    OptionalInt status(Budget budget) {
        String text = Printed.of(status, budget);
        if (!text.matches("[1-5]\\d\\d")) {
            return OptionalInt.empty();
        }
        int code = Integer.parseInt(text);
        return code >= LOWEST_STATUS && code <= HIGHEST_STATUS ? OptionalInt.of(code) : OptionalInt.empty();
    }
}
