package io.underpass.emulator.description;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds API keys and usage plans of one description that could not be told apart: keys are known by their names and their
 * values, and belong to no API; plans bear the names of both.
 *
 * <p>Threads: confined to one thread.
 */
final class PlanCheck {

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> plans = new HashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    /** Everything that is wrong with the plans of {@code apis}, in their order. */
    static List<Mistake> of(List<Api> apis) {
        PlanCheck check = new PlanCheck();
        for (Api api : apis) {
            api.plans().forEach(plan -> check.plan(api, plan));
        }
        return check.mistakes;
    }

    private void plan(Api api, Plan plan) {
        String path = Paths.plan(api, plan);
        String name = PlanChanges.name(api, plan);
        String other = plans.putIfAbsent(name, path);
        if (other != null && !other.equals(path)) {
            mistakes.add(new Mistake(path, "would be called '" + name + "' as " + other + " is"));
        }
        plan.keys().forEach((key, value) -> key(path + ".keys." + key, key, value));
    }

    /** A value is a secret, which no message tells. */
    private void key(String path, String name, String value) {
        if (!value.equals(values.getOrDefault(name, value))) {
            mistakes.add(new Mistake(path, "the key '" + name + "' has two values"));
        }
        values.putIfAbsent(name, value);
        String other = names.getOrDefault(value, name);
        if (!other.equals(name)) {
            mistakes.add(new Mistake(path, "the keys '" + other + "' and '" + name + "' have the same value"));
        }
        names.putIfAbsent(value, name);
    }
}
