package io.underpass.wire;

/**
 * Whether a text may be the value of {@code Host}: a name or an address and perhaps a port (RFC 9110 7.2), without user
 * information, path or list.
 *
 * <p>Threads: stateless.
 */
final class HostField {

    private static final int MAX_PORT = 65535;
    private static final String NAME_PUNCTUATION = "-._~%!$&'()*+;=";

    private HostField() {}

    static boolean isValid(CharSequence host) {
        int at = 0;
        int length = host.length();
        if (length > 0 && host.charAt(0) == '[') {
            at = 1;
            while (at < length && isAddressCharacter(host.charAt(at))) {
                at++;
            }
            if (at == 1 || at == length || host.charAt(at) != ']') {
                return false;
            }
            at++;
        } else {
            while (at < length && isNameCharacter(host.charAt(at))) {
                at++;
            }
        }
        return at > 0 && (at == length || (host.charAt(at) == ':' && isPort(host, at + 1)));
    }

    private static boolean isNameCharacter(char c) {
        return Octets.isLetter(c) || Octets.isDigit(c) || NAME_PUNCTUATION.indexOf(c) >= 0;
    }

    private static boolean isAddressCharacter(char c) {
        return Octets.hexValue(c) >= 0 || c == ':' || c == '.';
    }

    /** An empty port is allowed: RFC 3986 3.2.3. */
    private static boolean isPort(CharSequence host, int from) {
        int port = 0;
        for (int i = from; i < host.length(); i++) {
            if (!Octets.isDigit(host.charAt(i))) {
                return false;
            }
            port = port * 10 + host.charAt(i) - '0';
            if (port > MAX_PORT) {
                return false;
            }
        }
        return true;
    }
}
