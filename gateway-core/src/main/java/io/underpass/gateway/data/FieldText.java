package io.underpass.gateway.data;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Text as a header field can hold it.
 *
 * <p>Threads: stateless.
 */
final class FieldText {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private FieldText() {}

    /** {@code value} with what is not ASCII as UTF-8, and a control character as a space. */
    static String fit(String value) {
        if (isPlain(value)) {
            return value;
        }
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            if ((octets[i] >= 0 && octets[i] < ' ' && octets[i] != '\t') || octets[i] == 127) {
                octets[i] = ' ';
            }
        }
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** Whether {@code name} is a field's name (RFC 9110 5.6.2). */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) >= 127) {
                return false;
            }
        }
        return true;
    }
}
