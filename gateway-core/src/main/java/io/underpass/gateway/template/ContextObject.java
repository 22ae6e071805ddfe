package io.underpass.gateway.template;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code $context} (spec 5.1). Templates read all of it and write overrides only.
 *
 * <p>Threads: confined to the thread that renders.
 */
final class ContextObject implements TemplateObject {

    private final Supplier<Map<String, Object>> supplier;
    private final RequestOverride requestOverride;
    private final ResponseOverride responseOverride;
    private @Nullable Map<String, Object> variables;

    ContextObject(Supplier<Map<String, Object>> supplier, Overrides earlier) {
        this.supplier = supplier;
        this.requestOverride = new RequestOverride(earlier);
        this.responseOverride = new ResponseOverride(earlier);
    }

    @Override
    public @Nullable Object property(String name) {
        return switch (name) {
            case "requestOverride" -> requestOverride;
            case "responseOverride" -> responseOverride;
            default -> asMap().get(name);
        };
    }

    @Override
    public @Nullable Object call(String name, @Nullable Object[] arguments) {
        Budget budget = Budget.current();
        if ("get".equals(name) && arguments.length == 1) {
            return property(Arguments.text(arguments, 0, budget));
        }
        AllowedMethod method = MapMethods.READ.find(name, arguments.length);
        return method == null ? null : method.call(asMap(), arguments, budget);
    }

    /** The variables without the overrides. */
    Map<String, Object> asMap() {
        if (variables == null) {
            variables = supplier.get();
        }
        return variables;
    }

    /** What is overridden now. */
    Overrides overrides(Budget budget) {
        return new Overrides(
                requestOverride.path.texts(budget),
                requestOverride.querystring.lists(budget),
                requestOverride.header.lists(budget),
                responseOverride.status(budget),
                responseOverride.header.lists(budget));
    }
}
