package io.underpass.gateway.data;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.underpass.gateway.AuthorizerCaches;
import io.underpass.gateway.data.AuthorizerAnswer.Decision;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What Lambda authorizers have decided, as long as their {@code authorizerResultTtlInSeconds} says. A decision holds for
 * all methods of the stage that have the authorizer, and outlives deployments; of those that would need more memory than
 * is set aside, the least useful are forgotten.
 *
 * <p>Threads: safe.
 */
public final class AuthorizerDecisions implements AuthorizerCaches {

    private static final long MAX_BYTES = 16L * 1024 * 1024;
    /** About what a decision takes beyond its texts. */
    private static final int BASE_BYTES = 1024;

    private final Prepared<Cache<Key, Kept>> kept;

    /** Knows no decision yet. */
    public AuthorizerDecisions(InstantSource clock) {
        kept = new Prepared<>(() -> Caffeine.newBuilder()
                .maximumWeight(MAX_BYTES)
                .weigher((Key key, Kept value) ->
                        key.bytes() + 4 * value.decision().bytes() + BASE_BYTES)
                .expireAfter(Expiry.<Key, Kept>creating((key, value) -> value.timeToLive()))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build());
    }

    /** Makes what the first request would wait for. */
    void prepare() {
        kept.get();
    }

    /** Which requests share a decision. */
    record Key(String apiId, String stage, String authorizerId, List<String> identity) {

        private int bytes() {
            return identity.stream().mapToInt(String::length).sum();
        }
    }

    private record Kept(Decision decision, Duration timeToLive) {}

    Optional<Decision> find(Key key) {
        return Optional.ofNullable(kept.get().getIfPresent(key)).map(Kept::decision);
    }

    void keep(Key key, Decision decision, Duration timeToLive) {
        kept.get().put(key, new Kept(decision, timeToLive));
    }

    void forget() {
        kept.ifMade(Cache::invalidateAll);
    }

    @Override
    public void flush(String apiId, String stage) {
        kept.get()
                .asMap()
                .keySet()
                .removeIf(key -> key.apiId().equals(apiId) && key.stage().equals(stage));
    }
}
