package io.underpass.gateway.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One place for overrides, such as {@code $context.requestOverride.header}. Each name can be overridden once in a template:
 * AWS answers the second time with 5XX (AWS, override request and response parameters). That names which an earlier
 * template overrode may be overridden again is a guess.
 *
 * <p>Threads: confined to the thread that renders.
 */
final class OverrideTable implements TemplateObject {

    private final String place;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> written = new HashSet<>();

    OverrideTable(String place, Map<String, ?> earlier) {
        this.place = place;
        earlier.forEach((name, value) ->
                values.put(name, value instanceof List<?> list && list.size() == 1 ? list.get(0) : value));
    }

    @Override
    public @Nullable Object property(String name) {
        return values.get(name);
    }

    @Override
    public @Nullable Object call(String name, @Nullable Object[] arguments) {
        Budget budget = Budget.current();
        boolean writes = arguments.length == 2 && ("put".equals(name) || "set".equals(name));
        if (writes) {
            set(Arguments.text(arguments, 0, budget), arguments[1]);
            return null;
        }
        AllowedMethod method = MapMethods.READ.find(name, arguments.length);
        return method == null ? null : method.call(values, arguments, budget);
    }

    @Override
    public boolean set(String name, @Nullable Object value) {
        Budget budget = Budget.current();
        if (!written.add(name)) {
            throw budget.stop(place + "." + Quoted.shortened(name)
                    + " is overridden twice: a template can override a parameter once");
        }
        budget.values(1);
        values.put(name, value instanceof Collection<?> list ? texts(list, budget) : Printed.of(value, budget));
        return true;
    }

    /** All that is overridden here, each with its values. */
    Map<String, List<String>> lists(Budget budget) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        values.forEach((name, value) -> lists.put(
                name, value instanceof Collection<?> list ? texts(list, budget) : List.of(Printed.of(value, budget))));
        return lists;
    }

    /** All that is overridden here, each as one text. */
    Map<String, String> texts(Budget budget) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, Printed.of(value, budget)));
        return texts;
    }

    private static List<String> texts(Collection<?> list, Budget budget) {
        List<String> texts = new ArrayList<>();
        for (Object each : list) {
            texts.add(Printed.of(each, budget));
        }
        return texts;
    }
}
