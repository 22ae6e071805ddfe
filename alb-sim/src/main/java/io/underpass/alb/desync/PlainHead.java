package io.underpass.alb.desync;

/**
 * Knows the heads that nearly all clients send, by their bytes: by the letter of RFC 9112, with nothing to repair. What it
 * does not know may be compliant all the same; {@link HeadClassifier} says so.
 *
 * <p>Threads: confined to one call.
 */
final class PlainHead {

    private static final String VERSIONS = "HTTP/1.";
    private static final String CONTENT_LENGTH = "content-length";

    /** As many letters as Content-Length and Transfer-Encoding have, which others must not resemble. */
    private static final int LETTERS_OF_LENGTH = 13;

    private static final int LETTERS_OF_CODING = 16;

    /** All numbers of so few digits are within 63 bits. */
    private static final int MAX_LENGTH_DIGITS = 18;

    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char c = 0; c < TOKEN.length; c++) {
            TOKEN[c] = Octet.isToken(c);
        }
    }

    private final byte[] head;
    private int at;
    private boolean length;

    private PlainHead(byte[] head) {
        this.head = head;
    }

    /** Whether {@code head}, whose lines end with CRLF, is such a head. */
    static boolean is(byte[] head, int requestLineBytes) {
        PlainHead plain = new PlainHead(head);
        return plain.requestLine(requestLineBytes) && plain.fields();
    }

    private boolean requestLine(int end) {
        int versionAt = end - "HTTP/1.1\r\n".length();
        while (at < end && isToken(head[at])) {
            at++;
        }
        if (at == 0 || at >= versionAt - 2 || head[at] != ' ' || head[versionAt - 1] != ' ') {
            return false;
        }
        if (head[at + 1] != '/') {
            return false; // What is no path may name a host, or begin with HTTP/, which then is taken for the version.
        }
        for (int i = at + 1; i < versionAt - 1; i++) {
            if (head[i] <= ' ' || head[i] == 0x7f || head[i] == '#') { // bytes from 0x80 on are negative
                return false;
            }
        }
        for (int i = 0; i < VERSIONS.length(); i++) {
            if (head[versionAt + i] != VERSIONS.charAt(i)) {
                return false;
            }
        }
        byte minor = head[versionAt + VERSIONS.length()];
        at = end;
        return (minor == '1' || minor == '0') && head[end - 2] == '\r' && head[end - 1] == '\n';
    }

    private boolean fields() {
        int end = head.length - 2;
        while (at < end) {
            if (!field()) {
                return false;
            }
        }
        return at == end && (!length || !isGetOrHead());
    }

    /** Reads a line to its end. */
    private boolean field() {
        int from = at;
        int letters = 0;
        int firstLetter = 0;
        while (at < head.length && isToken(head[at])) {
            int lower = head[at] | 0x20;
            if (lower >= 'a' && lower <= 'z') {
                firstLetter = letters == 0 ? lower : firstLetter;
                letters++;
            }
            at++;
        }
        if (at == from || at == head.length || head[at] != ':') {
            return false;
        }
        int nameEnd = at++;
        int valueFrom = at;
        while (at < head.length && (head[at] < 0 || (head[at] >= ' ' && head[at] != 0x7f) || head[at] == '\t')) {
            at++;
        }
        int valueEnd = at;
        if (at + 1 >= head.length || head[at] != '\r' || head[at + 1] != '\n') {
            return false;
        }
        at += 2;
        if (letters == LETTERS_OF_LENGTH && firstLetter == 'c') {
            return isContentLength(from, nameEnd) && onlyLength(valueFrom, valueEnd);
        }
        return letters != LETTERS_OF_CODING || firstLetter != 't';
    }

    private boolean isContentLength(int from, int end) {
        if (end - from != CONTENT_LENGTH.length()) {
            return false;
        }
        for (int i = 0; i < CONTENT_LENGTH.length(); i++) {
            int expected = CONTENT_LENGTH.charAt(i);
            int found = head[from + i];
            if (expected != (expected == '-' ? found : found | 0x20)) {
                return false;
            }
        }
        return true;
    }

    /** Whether there was no length before, and the value is one. */
    private boolean onlyLength(int valueFrom, int valueEnd) {
        if (length) {
            return false;
        }
        length = true;
        int from = valueFrom;
        int end = valueEnd;
        while (from < end && isWhiteSpace(head[from])) {
            from++;
        }
        while (end > from && isWhiteSpace(head[end - 1])) {
            end--;
        }
        for (int i = from; i < end; i++) {
            if (head[i] < '0' || head[i] > '9') {
                return false;
            }
        }
        return end > from && end - from <= MAX_LENGTH_DIGITS;
    }

    private boolean isGetOrHead() {
        return startsWith("GET ") || startsWith("HEAD ");
    }

    private boolean startsWith(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (head[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isToken(byte b) {
        return b >= 0 && TOKEN[b];
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t';
    }
}
