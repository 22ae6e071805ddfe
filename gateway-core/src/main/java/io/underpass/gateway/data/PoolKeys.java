package io.underpass.gateway.data;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The public keys of one user pool. They are read when first needed, again after a while, and, at most every few
 * seconds, when a token names a key that is not among them.
 *
 * <p>Threads: safe; reading blocks, and whoever needs what is being read waits for it.
 */
final class PoolKeys {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Duration MIN_AGE = Duration.ofSeconds(10);
    /** Twice this, to connect and to read, is less than workers are given. */
    private static final int TIMEOUT_MILLIS = 500;

    private static final int MAX_BYTES = 512 * 1024;

    private final URI location;
    private final InstantSource clock;

    private static final Reading NOTHING = new Reading(new JWKSet(), Instant.MIN, Optional.empty());

    private final ReentrantLock turn = new ReentrantLock();
    private volatile Reading last = NOTHING;

    PoolKeys(URI location, InstantSource clock) {
        this.location = location;
        this.clock = clock;
    }

    /** What {@link #find} finds. */
    sealed interface Found {

        record Key(JWK key) implements Found {}

        record Unknown() implements Found {}

        record Unreadable(String reason) implements Found {}
    }

    /** What the document said when it was last read, and why it could not be read. */
    private record Reading(JWKSet keys, Instant at, Optional<String> failure) {

        /** Whether it still says enough about {@code keyId}. */
        boolean isFresh(String keyId, Instant now) {
            Duration limit = keys.getKeyByKeyId(keyId) == null ? MIN_AGE : MAX_AGE;
            return at.isAfter(now.minus(limit));
        }

        Found found(String keyId) {
            JWK key = keys.getKeyByKeyId(keyId);
            if (key != null) {
                return new Found.Key(key);
            }
            return failure.<Found>map(Found.Unreadable::new).orElseGet(Found.Unknown::new);
        }
    }

    void forget() {
        last = NOTHING;
    }

    Found find(String keyId) {
        Reading reading = last;
        return reading.isFresh(keyId, clock.instant()) ? reading.found(keyId) : findAgain(keyId);
    }

    /** One reads, others make do with what is known, unless nothing is: made-up key ids must not hold up all workers. */
    private Found findAgain(String keyId) {
        if (last.keys().getKeys().isEmpty()) {
            turn.lock();
        } else if (!turn.tryLock()) {
            return last.found(keyId);
        }
        try {
            Instant now = clock.instant();
            if (!last.isFresh(keyId, now)) {
                last = read(now);
            }
            return last.found(keyId);
        } finally {
            turn.unlock();
        }
    }

    /** Where it fails, the keys of before stay. */
    private Reading read(Instant now) {
        try {
            return new Reading(load(), now, Optional.empty());
        } catch (IOException | ParseException | RuntimeException e) {
            return new Reading(last.keys(), now, Optional.of("the keys at " + location + " cannot be read: " + e));
        }
    }

    private JWKSet load() throws IOException, ParseException {
        if ("file".equals(location.getScheme())) {
            Path file = Path.of(location);
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("more than " + MAX_BYTES + " bytes");
            }
            return JWKSet.parse(Files.readString(file));
        }
        return JWKSet.load(location.toURL(), TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES);
    }
}
