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
import org.jspecify.annotations.Nullable;

/**
 * The public keys of one user pool. They are read when first needed, again after a while, and, at most every few
 * seconds, when a token names a key that is not among them.
 *
 * <p>Threads: safe; reading blocks, and whoever needs the same keys waits for it.
 */
final class PoolKeys {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Duration MIN_AGE = Duration.ofSeconds(10);
    /** Twice this, to connect and to read, is less than workers are given. */
    private static final int TIMEOUT_MILLIS = 500;
    private static final int MAX_BYTES = 512 * 1024;

    private final URI location;
    private final InstantSource clock;

    private JWKSet keys = new JWKSet();
    private @Nullable Instant readAt;
    private Optional<String> failure = Optional.empty();

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

    synchronized Found find(String keyId) {
        Instant now = clock.instant();
        JWK known = keys.getKeyByKeyId(keyId);
        Duration age = readAt == null ? MAX_AGE : Duration.between(readAt, now);
        if (age.compareTo(known == null ? MIN_AGE : MAX_AGE) >= 0) {
            readAt = now;
            read();
            known = keys.getKeyByKeyId(keyId);
        }
        if (known != null) {
            return new Found.Key(known);
        }
        return failure.<Found>map(Found.Unreadable::new).orElseGet(Found.Unknown::new);
    }

    /** Where it fails, the keys of before stay. */
    private void read() {
        try {
            keys = load();
            failure = Optional.empty();
        } catch (IOException | ParseException | RuntimeException e) {
            failure = Optional.of("the keys at " + location + " cannot be read: " + e);
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
