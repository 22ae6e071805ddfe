package io.underpass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A field that is not static. */
class EmulatorOfEachTestTest {

    private static final Set<Object> SEEN = new HashSet<>();

    @RegisterExtension
    final UnderpassExtension underpass =
            UnderpassExtension.builder().targets("orders").build();

    @RepeatedTest(2)
    void eachTestHasItsOwn(FakeTarget orders) {
        assertThat(SEEN.add(underpass.underpass())).isTrue();
        assertThat(Client.get(orders.uri().toString()).status()).isEqualTo(200);
        assertThat(Client.get(underpass.endpoint() + "/_underpass/health").status())
                .isEqualTo(200);
    }

    @Nested
    class Within {

        @Test
        void alsoThoseOfNestedClasses() {
            assertThat(SEEN.add(underpass.underpass())).isTrue();
        }
    }

    @AfterAll
    static void countThem() {
        assertThat(SEEN).hasSizeBetween(1, 3);
    }
}
