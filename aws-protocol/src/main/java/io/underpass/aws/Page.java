package io.underpass.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * <p>Threads: immutable.
 *
 * @param items the items of this page
 * @param next the opaque token of the next page; empty on the last
 */
public record Page<T>(List<T> items, Optional<String> next) {

    /**
     * Cuts one page out of {@code all}. The token names the last item shown, so a page stays right while items before
     * it come and go.
     *
     * @param all every item, ordered by {@code key} ascending
     * @param key the unique sort key of an item
     * @param token the token the caller sent
     * @param limit the most items to show
     * @throws IllegalArgumentException if {@code token} was not made here
     */
    public static <T> Page<T> of(Iterable<T> all, Function<T, String> key, Optional<String> token, int limit) {
        String after = token.map(Page::decode).orElse("");
        List<T> items = new ArrayList<>();
        for (T item : all) {
            if (!after.isEmpty() && key.apply(item).compareTo(after) <= 0) {
                continue;
            }
            if (items.size() == limit) {
                return new Page<>(List.copyOf(items), Optional.of(encode(key.apply(items.get(limit - 1)))));
            }
            items.add(item);
        }
        return new Page<>(List.copyOf(items), Optional.empty());
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    }
}
