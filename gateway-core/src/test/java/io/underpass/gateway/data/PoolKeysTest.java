package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.underpass.gateway.data.PoolKeys.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolKeysTest {

    private static final RSAKey FIRST = key("first");
    private static final RSAKey SECOND = key("second");

    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-03-04T05:06:07Z");
    private Path file = Path.of("");
    private PoolKeys keys = new PoolKeys(Path.of("").toUri(), () -> now);

    @BeforeEach
    void publishFirst() throws IOException {
        file = directory.resolve("jwks.json");
        write(FIRST);
        keys = new PoolKeys(file.toUri(), () -> now);
    }

    @Test
    void aKeyIsFound() {
        assertThat(keys.find("first")).isEqualTo(new Found.Key(FIRST.toPublicJWK()));
    }

    @Test
    void anUnknownKeyIsLookedForAgainAfterAWhile() throws IOException {
        assertThat(keys.find("second")).isEqualTo(new Found.Unknown());
        write(FIRST, SECOND);

        assertThat(keys.find("second")).isEqualTo(new Found.Unknown());
        now = now.plus(Duration.ofSeconds(10));
        assertThat(keys.find("second")).isEqualTo(new Found.Key(SECOND.toPublicJWK()));
    }

    @Test
    void aKeyThatWasTakenAwayIsForgottenAfterFiveMinutes() throws IOException {
        keys.find("first");
        write(SECOND);

        now = now.plus(Duration.ofMinutes(4));
        assertThat(keys.find("first")).isInstanceOf(Found.Key.class);
        now = now.plus(Duration.ofMinutes(1));
        assertThat(keys.find("first")).isEqualTo(new Found.Unknown());
    }

    @Test
    void knownKeysOutliveADocumentThatCannotBeRead() throws IOException {
        keys.find("first");
        Files.writeString(file, "nonsense");
        now = now.plus(Duration.ofMinutes(6));

        assertThat(keys.find("first")).isInstanceOf(Found.Key.class);
        assertThat(keys.find("second"))
                .isInstanceOfSatisfying(
                        Found.Unreadable.class,
                        found -> assertThat(found.reason()).contains("jwks.json"));
    }

    @Test
    void aDocumentThatIsTooLargeIsNotRead() throws IOException {
        Files.writeString(file, " ".repeat(600_000));

        assertThat(keys.find("first")).isInstanceOf(Found.Unreadable.class);
    }

    private void write(RSAKey... published) throws IOException {
        Files.writeString(file, new JWKSet(List.of(published)).toString(true));
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
