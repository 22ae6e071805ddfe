package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import io.underpass.wire.FieldList;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Text as logs can hold it. What clients and backends have written can neither begin a line nor leave its quotes: which
 * characters AWS escapes is unknown, so that these are a choice of ours.
 *
 * <p>Threads: stateless.
 */
final class LogText {

    /** AWS cuts a line here (spec 4; header dumps were seen to be cut at the same place, their label included). */
    private static final int MAX_CHARACTERS = 1024;

    private static final String TRUNCATED = " [TRUNCATED]";
    private static final String MASK = "******";

    /** AWS masks the first two and shows cookies; nobody needs those in a log. */
    private static final Set<String> SECRETS =
            Set.of("authorization", "x-api-key", "proxy-authorization", "cookie", "set-cookie", "x-amz-security-token");

    private LogText() {}

    /** {@code line}, cut where AWS cuts. */
    static String cut(String line) {
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS) + TRUNCATED;
    }

    /** As much of {@code body}, which stays the caller's, as a line can show. */
    static String of(ByteBuf body) {
        int bytes = Math.min(body.readableBytes(), 4 * MAX_CHARACTERS);
        return body.toString(body.readerIndex(), bytes, StandardCharsets.UTF_8);
    }

    /** As much of {@code body} as a line can show. */
    static String of(byte[] body) {
        return new String(body, 0, Math.min(body.length, 4 * MAX_CHARACTERS), StandardCharsets.UTF_8);
    }

    /** {@code fields} as AWS shows them: <code>{a=b, c=d,e}</code>, secrets masked. */
    static String of(FieldList fields) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i).toString();
            values.merge(name, shown(name, fields.value(i).toString()), (earlier, later) -> earlier + ',' + later);
        }
        return values.toString();
    }

    /** {@code parameters} as AWS shows them. */
    static String of(Map<String, List<String>> parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        parameters.forEach((name, all) -> values.put(name, String.join(",", all)));
        return values.toString();
    }

    private static String shown(String name, String value) {
        return SECRETS.contains(name.toLowerCase(Locale.ROOT)) ? MASK : value;
    }

    /** {@code text} without anything that ends a line or steers a terminal. */
    static String oneLine(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (steers(c)) {
                escape(out, c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** {@code value} as it can stand between double quotes. */
    static String quotable(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (steers(c)) {
                escape(out, c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** {@code value} as it can stand in an element or an attribute of XML. */
    static String xml(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                default -> {
                    if (steers(c)) {
                        escape(out, c);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    /** Control characters, what some readers of logs take for the end of a line, and what turns the text around it round. */
    private static boolean steers(char c) {
        return Character.isISOControl(c)
                || (c >= '\u2028' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069')
                || c == '\u200e'
                || c == '\u200f'
                || c == '\u061c';
    }

    private static void escape(StringBuilder out, char c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
    }

    /** The fields of {@code all} without {@code others}. */
    static FieldList without(FieldList all, Set<AsciiString> others) {
        FieldList rest = new FieldList();
        for (int i = 0; i < all.size(); i++) {
            CharSequence name = all.name(i);
            if (others.stream().noneMatch(other -> other.contentEqualsIgnoreCase(name))) {
                rest.append(name, all.value(i));
            }
        }
        return rest;
    }
}
