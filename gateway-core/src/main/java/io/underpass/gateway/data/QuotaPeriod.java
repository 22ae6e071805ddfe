package io.underpass.gateway.data;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * When the periods of quotas begin: at midnight UTC, of a Sunday for a week; a guess, AWS says nothing of it.
 *
 * <p>Threads: stateless.
 */
final class QuotaPeriod {

    private QuotaPeriod() {}

    /** The first day of the {@code period} (DAY, WEEK or MONTH) that {@code day} is in. */
    static LocalDate start(String period, LocalDate day) {
        return switch (period) {
            case "DAY" -> day;
            case "WEEK" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case "MONTH" -> day.withDayOfMonth(1);
            default -> throw new IllegalArgumentException("no period of a quota: " + period);
        };
    }
}
