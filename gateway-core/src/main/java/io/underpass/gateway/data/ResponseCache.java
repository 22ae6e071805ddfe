package io.underpass.gateway.data;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.underpass.gateway.StageCaches;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The cached responses of all stages. They outlive deployments, as on AWS. Of those that would need more memory than is
 * set aside, the least useful are forgotten.
 *
 * <p>Threads: safe.
 */
final class ResponseCache implements StageCaches {

    /** The largest response that AWS caches. */
    static final int MAX_BODY_BYTES = 1_048_576;

    private static final long MAX_BYTES = 64L * 1024 * 1024;
    /** About what an entry takes beyond its texts and its body. */
    private static final int BASE_BYTES = 1024;

    private final Prepared<Cache<Key, CachedResponse>> responses;

    ResponseCache(InstantSource clock) {
        responses = new Prepared<>(() -> Caffeine.newBuilder()
                .maximumWeight(MAX_BYTES)
                .weigher((Key key, CachedResponse value) -> key.bytes() + value.bytes() + BASE_BYTES)
                .expireAfter(Expiry.<Key, CachedResponse>writing((key, value) -> value.timeToLive()))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build());
    }

    /** Makes what the first request would wait for. */
    void prepare() {
        responses.get();
    }

    /**
     * Which requests share a response.
     *
     * @param canary whether the canary keeps it apart from its stage
     * @param namespace the integration's cache namespace
     */
    record Key(String apiId, String stage, boolean canary, String namespace, String verb, List<List<String>> values) {

        private int bytes() {
            return values.stream()
                    .flatMap(List::stream)
                    .mapToInt(value -> 2 * value.length())
                    .sum();
        }
    }

    Optional<CachedResponse> find(Key key) {
        return Optional.ofNullable(responses.get().getIfPresent(key));
    }

    void keep(Key key, CachedResponse response) {
        responses.get().put(key, response);
    }

    void forget() {
        responses.ifMade(Cache::invalidateAll);
    }

    @Override
    public void flush(String apiId, String stage) {
        responses
                .get()
                .asMap()
                .keySet()
                .removeIf(key -> key.apiId().equals(apiId) && key.stage().equals(stage));
    }
}
