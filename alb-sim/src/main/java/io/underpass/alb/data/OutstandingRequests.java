package io.underpass.alb.data;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * What the targets of a group have to answer still, by their names. Who is gone is forgotten once all is answered.
 *
 * <p>Threads: safe. A request that goes to a target which is just being forgotten may not be counted.
 */
final class OutstandingRequests {

    private final Map<String, AtomicInteger> counters = new ConcurrentHashMap<>();

    /** Where it is counted what the target called {@code name} has to answer. */
    AtomicInteger of(String name) {
        return counters.computeIfAbsent(name, absent -> new AtomicInteger());
    }

    /** Forgets those that are not among {@code targets} and have nothing to answer. */
    void keep(List<RoutableTarget> targets) {
        if (counters.size() > targets.size()) {
            Set<String> names = targets.stream().map(RoutableTarget::name).collect(Collectors.toSet());
            counters.entrySet().removeIf(each -> each.getValue().get() == 0 && !names.contains(each.getKey()));
        }
    }

    /** How many targets it knows. */
    int size() {
        return counters.size();
    }
}
