package io.underpass.wire;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The fields that end at an intermediary (RFC 9110 7.6.1): those on a fixed list and those that the {@code Connection}
 * fields of the message name.
 *
 * <p>Threads: immutable.
 */
public final class HopByHop {

    /** Only what the message names itself, for those who have rules of their own for all other fields. */
    public static final HopByHop NAMED = new HopByHop(List.of());

    /** The list of RFC 9110 7.6.1, beside what the message names. */
    public static final HopByHop STANDARD = NAMED.and(
            FieldNames.CONNECTION,
            FieldNames.PROXY_CONNECTION,
            FieldNames.KEEP_ALIVE,
            FieldNames.TE,
            FieldNames.TRANSFER_ENCODING,
            FieldNames.UPGRADE);

    private final FieldSet fixed;
    private final List<AsciiString> names;
    private final Predicate<CharSequence> fixedOnly = this::isFixed;

    private HopByHop(List<AsciiString> fixed) {
        this.names = List.copyOf(fixed);
        this.fixed = FieldSet.of(fixed.toArray(AsciiString[]::new));
    }

    /** This and the fields {@code names}. */
    public HopByHop and(CharSequence... names) {
        List<AsciiString> all = new ArrayList<>(this.names);
        for (CharSequence name : names) {
            all.add(AsciiString.of(name));
        }
        return new HopByHop(all);
    }

    /** Whether the name of a field, in any case, is on the fixed list. */
    public boolean isFixed(CharSequence name) {
        return fixed.contains(name);
    }

    /**
     * Tells by the name of a field, in any case, whether it ends here in the message with the fields {@code headers}.
     * Later changes of {@code headers} are not seen.
     */
    public Predicate<CharSequence> in(HttpHeaders headers) {
        Set<String> named = named(headers);
        return named.isEmpty()
                ? fixedOnly
                : name -> isFixed(name) || named.contains(name.toString().toLowerCase(Locale.ROOT));
    }

    /** Removes from {@code headers} what ends here. */
    public void strip(FieldList headers) {
        headers.removeIf(in(headers));
    }

    /** The names in lower case. Almost every message names one plain option or none, and then costs no set. */
    private static Set<String> named(HttpHeaders headers) {
        if (!headers.contains(FieldNames.CONNECTION)) {
            return Set.of();
        }
        Set<String> named = Set.of();
        Iterator<? extends CharSequence> values = headers.valueCharSequenceIterator(FieldNames.CONNECTION);
        while (values.hasNext()) {
            CharSequence value = values.next();
            if (isPlain(value)) {
                continue;
            }
            for (String option : value.toString().split(",")) {
                String name = option.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty()) {
                    named = named.isEmpty() ? new HashSet<>() : named;
                    named.add(name);
                }
            }
        }
        return named;
    }

    private static boolean isPlain(CharSequence value) {
        return HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(value)
                || HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(value);
    }
}
