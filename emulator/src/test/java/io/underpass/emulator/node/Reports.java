package io.underpass.emulator.node;

import io.underpass.emulator.clock.ShownTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports of nodes that have seen nothing but what is named. Threads: stateless. */
final class Reports {

    private Reports() {}

    /** Of the first process of a node that goes by {@code time}. */
    static Report of(String name, ShownTime time) {
        return of(name, "a", List.of(), Optional.empty(), time);
    }

    /** Of the first process of a node, which has these listeners. */
    static Report of(String name, Report.ListenerSeen... listeners) {
        return of(name, "a", List.of(listeners), Optional.empty(), ShownTime.MACHINE);
    }

    /** Of a process of a node that has counted. */
    static Report of(String name, String instance, Report.Counted counted) {
        return of(name, instance, List.of(), Optional.of(counted), ShownTime.MACHINE);
    }

    private static Report of(
            String name,
            String instance,
            List<Report.ListenerSeen> listeners,
            Optional<Report.Counted> counted,
            ShownTime time) {
        return new Report(
                name,
                "",
                instance,
                List.of(),
                listeners,
                new Report.Counters(0, 0, 0, 0, 0, 0, 0),
                List.of(),
                List.of(),
                Map.of(),
                counted,
                Map.of(),
                time);
    }
}
