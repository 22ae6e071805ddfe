package io.underpass.alb.data;

import io.underpass.alb.TargetStates.TargetHealth;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What is known of a target. One that is a name is healthy when one of its addresses is; AWS has no such targets.
 *
 * <p>Threads: immutable.
 *
 * @param status of the target as a whole
 * @param addresses where it takes requests, in order
 */
record TargetReport(TargetStatus status, List<TargetAddress> addresses) {

    /** Of a name without address. */
    static TargetReport withoutAddress(String problem) {
        TargetHealth health =
                new TargetHealth("unhealthy", "Target.FailedHealthChecks", "Health checks failed: " + problem);
        return new TargetReport(new TargetStatus(health, problem), List.of());
    }

    /** Of a target at these addresses, one at least. */
    static TargetReport of(SortedMap<String, TargetStatus> byAddress) {
        List<TargetAddress> addresses = byAddress.entrySet().stream()
                .map(entry -> new TargetAddress(entry.getKey(), entry.getValue()))
                .toList();
        return new TargetReport(together(addresses), addresses);
    }

    private static TargetStatus together(List<TargetAddress> addresses) {
        TargetStatus first = addresses.get(0).status();
        if (addresses.size() == 1) {
            return first;
        }
        for (TargetAddress address : addresses) {
            if (address.status().healthy()) {
                return address.status();
            }
        }
        for (TargetAddress address : addresses) {
            if (!address.status().unhealthy()) {
                return address.status();
            }
        }
        String details = addresses.stream()
                .map(address -> address.host() + ": " + address.status().why())
                .collect(Collectors.joining("; "));
        return new TargetStatus(first.health(), details);
    }
}
