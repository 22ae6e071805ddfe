package io.underpass.gateway.data;

import io.underpass.gateway.UsageRecords;
import io.underpass.gateway.model.UsagePlan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What API keys have used, by plan. It begins anew with each process.
 *
 * <p>Threads: safe.
 */
final class UsageLedger implements UsageRecords {

    private final ConcurrentHashMap<Account, KeyUsage> accounts = new ConcurrentHashMap<>();

    private record Account(String planId, String keyId) {}

    /** Counts one request of {@code today}; false, and nothing counted, where the plan's quota leaves none. */
    boolean take(UsagePlan plan, String keyId, LocalDate today) {
        return usage(plan, keyId, today).take(plan.quota(), today);
    }

    private KeyUsage usage(UsagePlan plan, String keyId, LocalDate today) {
        Account account = new Account(plan.id(), keyId);
        KeyUsage known = accounts.get(account);
        return known != null ? known : accounts.computeIfAbsent(account, unused -> new KeyUsage(today));
    }

    @Override
    public List<Day> days(UsagePlan plan, String keyId, LocalDate first, LocalDate last) {
        KeyUsage known = accounts.get(new Account(plan.id(), keyId));
        KeyUsage usage = known != null ? known : new KeyUsage(first);
        List<Day> days = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            days.add(usage.day(plan.quota(), day));
        }
        return days;
    }

    @Override
    public void grant(UsagePlan plan, String keyId, LocalDate today, long remaining) {
        usage(plan, keyId, today).grant(plan.quota(), today, remaining);
    }

    void forget() {
        accounts.clear();
    }

    @Override
    public void forget(String planId) {
        accounts.keySet().removeIf(account -> account.planId().equals(planId));
    }

    @Override
    public void forget(String planId, String keyId) {
        accounts.remove(new Account(planId, keyId));
    }
}
