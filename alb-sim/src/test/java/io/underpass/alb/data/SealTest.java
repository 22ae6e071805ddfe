package io.underpass.alb.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

final class SealTest {

    private final SecretKey key = Seal.newKey();
    private final Seal seal = new Seal(key, "session");

    @Test
    void whatWasSealedIsOpened() {
        byte[] sealed = seal.seal("hello".getBytes(UTF_8));
        assertThat(seal.open(sealed).map(bytes -> new String(bytes, UTF_8))).contains("hello");
        assertThat(new Seal(key, "session").open(sealed)).isPresent();
        assertThat(sealed).hasSize(5 + 28);
    }

    @Test
    void everySealIsAnother() {
        byte[] content = "hello".getBytes(UTF_8);
        assertThat(seal.seal(content)).isNotEqualTo(seal.seal(content));
    }

    @Test
    void anotherKeyAnotherPurposeAndChangedBytesDoNotOpen() {
        byte[] sealed = seal.seal("hello".getBytes(UTF_8));
        assertThat(new Seal(Seal.newKey(), "session").open(sealed)).isEmpty();
        assertThat(new Seal(key, "state").open(sealed)).isEmpty();
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(seal.open(changed)).as("byte %s", i).isEmpty();
        }
        assertThat(seal.open(new byte[0])).isEmpty();
        assertThat(seal.open(new byte[28])).isEmpty();
    }
}
