package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HopByHop;
import java.util.function.Predicate;

/**
 * The header fields that belong to one connection (RFC 9110 7.6.1). AWS does not list the ones it drops; that these are
 * they is a guess.
 *
 * <p>Threads: safe, holds nothing.
 */
final class ConnectionFields {

    private static final HopByHop ALL = HopByHop.STANDARD.and(
            FieldNames.PROXY_AUTHENTICATE,
            FieldNames.PROXY_AUTHORIZATION,
            FieldNames.TRAILER,
            FieldNames.HTTP2_SETTINGS);
    private static final Predicate<CharSequence> FIXED = ALL::isFixed;

    private ConnectionFields() {}

    /** Tells by its name whether a field of {@code headers} ends here. A message that names none costs nothing. */
    static Predicate<CharSequence> in(HttpHeaders headers) {
        return headers.contains(FieldNames.CONNECTION) ? ALL.in(headers) : FIXED;
    }

    /** Removes them all. */
    static void strip(FieldList headers) {
        ALL.strip(headers);
    }
}
