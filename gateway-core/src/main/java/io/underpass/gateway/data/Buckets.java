package io.underpass.gateway.data;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.BandwidthBuilder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.underpass.gateway.model.UsagePlan.Throttle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Token buckets, by what they are for. A bucket that nobody used while it filled up is forgotten: it would be no other than
 * a new one. So nothing is left of a plan, a key or a stage that has gone.
 *
 * <p>Threads: safe.
 */
final class Buckets {

    private static final int MOST = 200_000;
    private static final long PERIOD_SECONDS = 1000;

    private final Prepared<Cache<Key, Filled>> buckets;
    private final TimeMeter time;

    Buckets(InstantSource clock) {
        time = new ClockMeter(clock);
        buckets = new Prepared<>(() -> Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfter(Expiry.<Key, Filled>accessing((key, filled) -> filled.fillTime()))
                .ticker(time::currentTimeNanos)
                .executor(Runnable::run)
                .build());
    }

    /** Makes what the first request would wait for. */
    void prepare() {
        buckets.get();
    }

    /** What a bucket is for. */
    sealed interface Key {
        /** One API key under one plan, in all stages together (AWS, "Usage plans and API keys for REST APIs"). */
        record OfPlan(String planId, String keyId) implements Key {}

        /** One API key under one plan with one method of a stage. */
        record OfPlanMethod(String planId, String keyId, String apiId, String stage, String method) implements Key {}

        /** One method of a stage; that each method has a bucket of its own under a setting for all is a guess. */
        record OfMethod(String apiId, String stage, String method) implements Key {}

        /** All APIs of an account in a region. */
        record OfAccount(String account, String region) implements Key {}
    }

    /** Takes a token; false where there is none. A limit that was changed begins with a full bucket. */
    boolean take(Key key, Throttle limit) {
        // AWS documents neither a burst nor a rate of zero; that nothing passes then is a guess.
        return limit.burstLimit() > 0
                && limit.rateLimit() > 0
                && bucket(key, limit).tryConsume(1);
    }

    /** All are full again. */
    void forget() {
        buckets.ifMade(Cache::invalidateAll);
    }

    private Bucket bucket(Key key, Throttle limit) {
        Filled known = buckets.get().getIfPresent(key);
        if (known != null && known.limit().equals(limit)) {
            return known.bucket();
        }
        return buckets.get()
                .asMap()
                .compute(key, (unused, old) -> old != null && old.limit().equals(limit) ? old : filled(limit))
                .bucket();
    }

    private Filled filled(Throttle limit) {
        long tokens = Math.max(1, Math.round(limit.rateLimit() * PERIOD_SECONDS));
        Bucket bucket = Bucket.builder()
                .addLimit(BandwidthBuilder.builder()
                        .capacity(limit.burstLimit())
                        .refillGreedy(tokens, Duration.ofSeconds(PERIOD_SECONDS))
                        .build())
                .withCustomTimePrecision(time)
                .build();
        return new Filled(limit, bucket);
    }

    private record Filled(Throttle limit, Bucket bucket) {

        /** From empty to full. */
        Duration fillTime() {
            double seconds = Math.min(limit.burstLimit() / limit.rateLimit(), TimeUnit.DAYS.toSeconds(365));
            return Duration.ofSeconds((long) seconds + 1);
        }
    }

    private record ClockMeter(InstantSource clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
