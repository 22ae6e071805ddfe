package io.underpass.aws.sigv4;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A query's parameters, in the forms that signatures need.
 *
 * <p>Threads: stateless.
 */
final class QueryPairs {

    private static final String HEX = "0123456789ABCDEF";

    private QueryPairs() {}

    /** The first value of each name, decoded. */
    static Map<String, String> firstValues(String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    /** Sorted, each name and value encoded anew, the parameter {@code left out} missing. */
    static String canonical(String query, String leftOut) {
        List<String[]> pairs = new ArrayList<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String[] canonical = {
                    encoded(decoded(name), ""), equals < 0 ? "" : encoded(decoded(pair.substring(equals + 1)), "")
                };
                if (!canonical[0].equals(leftOut)) {
                    pairs.add(canonical);
                }
            }
        }
        pairs.sort((a, b) -> a[0].equals(b[0]) ? a[1].compareTo(b[1]) : a[0].compareTo(b[0]));
        StringBuilder text = new StringBuilder();
        for (String[] pair : pairs) {
            text.append(text.isEmpty() ? "" : "&").append(pair[0]).append('=').append(pair[1]);
        }
        return text.toString();
    }

    /** Percent-encodes what is neither unreserved nor one of {@code kept}. Characters stand for bytes. */
    static String encoded(String bytes, String kept) {
        StringBuilder text = new StringBuilder(bytes.length() + 16);
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (isUnreserved(c) || kept.indexOf(c) >= 0) {
                text.append(c);
            } else {
                text.append('%').append(HEX.charAt((c >> 4) & 0xF)).append(HEX.charAt(c & 0xF));
            }
        }
        return text.toString();
    }

    /**
     * Percent-decodes into characters that stand for bytes; what is no encoding stays. A plus sign is a space: what AWS
     * makes of a bare one is a guess, signers encode it.
     */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2))) {
                bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0;
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
