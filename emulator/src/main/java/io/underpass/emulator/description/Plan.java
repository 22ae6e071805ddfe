package io.underpass.emulator.description;

import java.util.Map;
import java.util.Optional;

/**
 * A usage plan for an API's stage, and the API keys under it. Threads: immutable.
 *
 * @param keys the values of API keys by their names, each at least 20 characters
 * @param rate requests a second, of each key
 * @param burst how many at once
 * @param quota requests a period
 * @param period {@code DAY}, {@code WEEK} or {@code MONTH}
 */
public record Plan(
        String name,
        Map<String, String> keys,
        Optional<Integer> rate,
        Optional<Integer> burst,
        Optional<Integer> quota,
        Optional<String> period) {

    /** Copies the map. */
    public Plan {
        keys = Lists.copy(keys);
    }

    /** One without keys and limits. */
    public static Plan of(String name) {
        return new Plan(name, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** With an API key. */
    public Plan key(String key, String value) {
        return new Plan(name, Lists.with(keys, key, value), rate, burst, quota, period);
    }

    /** With so many requests a second, and at once. */
    public Plan throttle(int aSecond, int atOnce) {
        return new Plan(name, keys, Optional.of(aSecond), Optional.of(atOnce), quota, period);
    }

    /** With so many requests a {@code DAY}, {@code WEEK} or {@code MONTH}. */
    public Plan quota(int requests, String aPeriod) {
        return new Plan(name, keys, rate, burst, Optional.of(requests), Optional.of(aPeriod));
    }
}
