package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;

/**
 * The fields that a {@code Connection} field names (RFC 9110 7.6.1). They end here, before anything of ours is added.
 *
 * <p>Threads: stateless.
 */
final class HopByHop {

    private HopByHop() {}

    /** The names in lower case; {@code close} and {@code keep-alive} are no fields that matter. */
    static Set<String> namedBy(HttpHeaders headers) {
        Iterator<? extends CharSequence> values = headers.valueCharSequenceIterator(HttpHeaderNames.CONNECTION);
        Set<String> names = Set.of();
        while (values.hasNext()) {
            CharSequence value = values.next();
            if (!isPlain(value)) {
                names = names.isEmpty() ? new HashSet<>() : names;
                for (String option : value.toString().split(",")) {
                    names.add(option.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    /** Whether {@code names} holds {@code name}, upper and lower case alike. */
    static boolean contains(Set<String> names, CharSequence name) {
        return !names.isEmpty() && names.contains(name.toString().toLowerCase(Locale.ROOT));
    }

    private static boolean isPlain(CharSequence value) {
        return HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(value)
                || HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(value);
    }
}
