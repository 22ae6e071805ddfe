package io.underpass.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RandomIdsTest {

    private final RandomIds ids = new RandomIds(new SecureRandom());

    @RepeatedTest(20)
    void idsLookLikeThoseOfAws() {
        assertThat(ids.alphanumeric(10)).matches("[a-z][a-z0-9]{9}");
        assertThat(ids.alphanumeric(1)).matches("[a-z]");
        for (int length : new int[] {0, 1, 15, 16, 17, 24, 32, 40}) {
            assertThat(ids.hex(length)).matches("[0-9a-f]{" + length + "}");
        }
        assertThat(ids.decimal(9)).matches("[1-9][0-9]{8}");
    }

    @RepeatedTest(20)
    void uuidIsRandomByItsVersionAndVariant() {
        UUID uuid = UUID.fromString(ids.uuid());

        assertThat(uuid.version()).isEqualTo(4);
        assertThat(uuid.variant()).isEqualTo(2);
    }

    @Test
    void idsDiffer() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(ids.uuid());
        }

        assertThat(seen).hasSize(1000);
    }

    @Test
    void sameSeedGivesTheSameIds() {
        assertThat(new RandomIds(new Random(7)).alphanumeric(10))
                .isEqualTo(new RandomIds(new Random(7)).alphanumeric(10));
    }
}
