package io.underpass.gateway.data;

import io.underpass.gateway.UsageRecords.Day;
import io.underpass.gateway.model.UsagePlan.Quota;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one API key has used under one plan, and how much its quota leaves.
 *
 * <p>Threads: safe.
 */
final class KeyUsage {

    /** As long as AWS keeps usage, about. */
    private static final int DAYS_KEPT = 90;

    private final LocalDate firstDay;
    private final TreeMap<LocalDate, Day> days = new TreeMap<>();
    private String period = "";
    private LocalDate periodStart;
    private long usedInPeriod;
    private long granted;

    KeyUsage(LocalDate firstDay) {
        this.firstDay = firstDay;
        this.periodStart = firstDay;
    }

    /** Counts one request of {@code today}; false, and nothing counted, where {@code quota} leaves none. */
    synchronized boolean take(Optional<Quota> quota, LocalDate today) {
        long left = remaining(quota, today);
        if (quota.isPresent() && left <= 0) {
            return false;
        }
        usedInPeriod++;
        days.put(today, new Day(used(today) + 1, Math.max(0, left - 1)));
        if (days.size() > DAYS_KEPT) {
            days.pollFirstEntry();
        }
        return true;
    }

    /** How many more requests the period of {@code today} takes; zero without a quota. */
    synchronized long remaining(Optional<Quota> quota, LocalDate today) {
        if (quota.isEmpty()) {
            return 0;
        }
        enter(quota.get(), today);
        // An offset is taken from the first period alone (AWS, QuotaSettings), taken to be that of the first request.
        long offset = firstDay.isBefore(periodStart) ? 0 : quota.get().offset();
        return quota.get().limit() - offset - usedInPeriod + granted;
    }

    /** Lets {@code remaining} more requests pass in the period of {@code today}. */
    synchronized void grant(Optional<Quota> quota, LocalDate today, long remaining) {
        granted += remaining - remaining(quota, today);
        days.put(today, new Day(used(today), remaining));
    }

    /** What happened on {@code day}. */
    synchronized Day day(Optional<Quota> quota, LocalDate day) {
        Day known = days.get(day);
        if (known != null) {
            return known;
        }
        if (quota.isEmpty()) {
            return new Day(0, 0);
        }
        Map.Entry<LocalDate, Day> before = days.lowerEntry(day);
        boolean samePeriod = before != null
                && !before.getKey().isBefore(QuotaPeriod.start(quota.get().period(), day));
        return new Day(
                0, samePeriod ? before.getValue().remaining() : quota.get().limit());
    }

    private void enter(Quota quota, LocalDate today) {
        LocalDate start = QuotaPeriod.start(quota.period(), today);
        if (!start.equals(periodStart) || !period.equals(quota.period())) {
            period = quota.period();
            periodStart = start;
            granted = 0;
            usedInPeriod = days.tailMap(start, true).values().stream()
                    .mapToLong(Day::used)
                    .sum();
        }
    }

    private long used(LocalDate day) {
        Day known = days.get(day);
        return known == null ? 0 : known.used();
    }
}
