package io.underpass.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final List<String> ALL = List.of("a", "b", "c", "d", "e");

    @Test
    void lastPageHasNoToken() {
        assertThat(page(ALL, Optional.empty(), 5)).isEqualTo(new Page<>(ALL, Optional.empty()));
        assertThat(page(List.of(), Optional.empty(), 5)).isEqualTo(new Page<>(List.of(), Optional.empty()));
    }

    @Test
    void tokenLeadsToTheNextPage() {
        Page<String> first = page(ALL, Optional.empty(), 2);
        Page<String> second = page(ALL, first.next(), 2);
        Page<String> third = page(ALL, second.next(), 2);

        assertThat(first.items()).containsExactly("a", "b");
        assertThat(second.items()).containsExactly("c", "d");
        assertThat(third.items()).containsExactly("e");
        assertThat(third.next()).isEmpty();
    }

    @Test
    void pageStaysRightWhenItsPredecessorIsDeleted() {
        Optional<String> token = page(ALL, Optional.empty(), 2).next();

        assertThat(page(List.of("a", "c", "d"), token, 2).items()).containsExactly("c", "d");
    }

    @Test
    void tokenIsSafeInAUrl() {
        assertThat(page(List.of("ÿÿÿ>>>", "ÿÿÿ???"), Optional.empty(), 1).next().orElseThrow())
                .matches("[A-Za-z0-9_-]+");
    }

    @Test
    void foreignTokenIsRefused() {
        assertThatThrownBy(() -> page(ALL, Optional.of("%%%"), 2)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Page<String> page(List<String> all, Optional<String> token, int limit) {
        return Page.of(all, Function.identity(), token, limit);
    }
}
