package io.underpass.gateway;

import io.underpass.gateway.model.UsagePlan;
import java.time.LocalDate;
import java.util.List;

/**
 * Port: what the control API needs of the usage that requests have left behind. Days are those of UTC.
 *
 * <p>Threads: safe; never blocking.
 */
public interface UsageRecords {

    /** The usage of {@code keyId} under {@code plan}, a day each from {@code first} to {@code last}. */
    List<Day> days(UsagePlan plan, String keyId, LocalDate first, LocalDate last);

    /** Lets {@code keyId} send {@code remaining} more requests in the quota's current period. */
    void grant(UsagePlan plan, String keyId, LocalDate today, long remaining);

    /** Forgets what any key has used under the plan {@code planId}. */
    void forget(String planId);

    /** Forgets what {@code keyId} has used under the plan {@code planId}. */
    void forget(String planId, String keyId);

    /**
     * What happened in one day.
     *
     * @param used requests
     * @param remaining what the quota had left at its end; zero without a quota
     */
    record Day(long used, long remaining) {}
}
