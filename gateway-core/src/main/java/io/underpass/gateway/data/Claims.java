package io.underpass.gateway.data;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A token's claims as {@code $context.authorizer.claims.*} shows them: all texts, dates in the manner of {@link
 * Date#toString} (seen in events: {@code Sun Dec 17 07:28:12 UTC 2017}), lists with commas between their items.
 *
 * <p>Threads: stateless.
 */
final class Claims {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Claims() {}

    static Map<String, String> texts(JWTClaimsSet claims) {
        Map<String, String> texts = new HashMap<>();
        claims.getClaims().forEach((name, value) -> {
            if (value != null) {
                texts.put(name, text(value));
            }
        });
        return Map.copyOf(texts);
    }

    private static String text(Object value) {
        if (value instanceof Date date) {
            return DATE.format(date.toInstant());
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(Claims::text).collect(Collectors.joining(","));
        }
        return value.toString();
    }
}
