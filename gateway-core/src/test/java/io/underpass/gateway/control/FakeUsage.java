package io.underpass.gateway.control;

import io.underpass.gateway.UsageRecords;
import io.underpass.gateway.model.UsagePlan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Usage that a test says, and what was asked of it. */
final class FakeUsage implements UsageRecords {

    final List<String> asked = new ArrayList<>();
    long used;
    long remaining;

    @Override
    public List<Day> days(UsagePlan plan, String keyId, LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1))
                .map(day -> new Day(used, remaining))
                .toList();
    }

    @Override
    public void grant(UsagePlan plan, String keyId, LocalDate today, long left) {
        asked.add("grant " + plan.id() + ' ' + keyId + ' ' + today + ' ' + left);
        remaining = left;
    }

    @Override
    public void forget(String planId) {
        asked.add("forget " + planId);
    }

    @Override
    public void forget(String planId, String keyId) {
        asked.add("forget " + planId + ' ' + keyId);
    }
}
