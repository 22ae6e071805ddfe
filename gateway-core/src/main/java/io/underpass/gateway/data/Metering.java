package io.underpass.gateway.data;

import io.underpass.gateway.StageCaches;
import io.underpass.gateway.UsageRecords;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * What requests leave behind for later ones: the levels of token buckets, what API keys have used, cached responses. None of
 * it is part of a deployment, and none outlives the process.
 *
 * <p>Threads: safe.
 */
public final class Metering {

    private final Buckets buckets;
    private final UsageLedger usage;
    private final ResponseCache cache;
    private final DoubleSupplier draw;
    private final boolean accountThrottled;

    /**
     * Begins with full buckets and nothing used.
     *
     * @param draw a number from 0 to 1 for each request to a stage with a canary, 1 itself excluded
     * @param accountThrottled whether AWS's limit for all APIs of an account in a region holds here too
     */
    public Metering(InstantSource clock, DoubleSupplier draw, boolean accountThrottled) {
        this.buckets = new Buckets(clock);
        this.usage = new UsageLedger();
        this.cache = new ResponseCache(clock);
        this.draw = draw;
        this.accountThrottled = accountThrottled;
    }

    /** Canaries get their share by chance. */
    public static Metering of(InstantSource clock, boolean accountThrottled) {
        return new Metering(clock, () -> ThreadLocalRandom.current().nextDouble(), accountThrottled);
    }

    /** Makes what the first request would wait for. */
    void prepare() {
        buckets.prepare();
        cache.prepare();
    }

    /** Begins anew. */
    void forget() {
        buckets.forget();
        usage.forget();
        cache.forget();
    }

    /** What the control API needs of the usage. */
    public UsageRecords usage() {
        return usage;
    }

    /** What the control API needs of the cached responses. */
    public StageCaches caches() {
        return cache;
    }

    Buckets buckets() {
        return buckets;
    }

    UsageLedger ledger() {
        return usage;
    }

    ResponseCache cache() {
        return cache;
    }

    DoubleSupplier draw() {
        return draw;
    }

    boolean accountThrottled() {
        return accountThrottled;
    }
}
