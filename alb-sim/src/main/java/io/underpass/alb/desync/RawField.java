package io.underpass.alb.desync;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A line of the head as it came: what is before the first colon, and what is behind it without the white space around.
 * Octets are chars of the same number.
 *
 * <p>Threads: immutable.
 *
 * @param colon whether there is one; else the line is the name
 */
record RawField(String name, String value, boolean colon) {

    private static final String TRANSFER_ENCODING = "transfer-encoding";
    private static final String CONTENT_LENGTH = "content-length";

    /** U+017F and U+0131 in UTF-8: letters that become s and I where somebody changes their case. */
    private static final String LONG_S = "\u00c5\u00bf";

    private static final String DOTLESS_I = "\u00c4\u00b1";

    static RawField of(String line) {
        int colon = line.indexOf(':');
        return colon < 0
                ? new RawField(line, "", false)
                : new RawField(line.substring(0, colon), Octet.trim(line.substring(colon + 1)), true);
    }

    boolean isTransferEncoding() {
        return name.equalsIgnoreCase(TRANSFER_ENCODING);
    }

    boolean isContentLength() {
        return name.equalsIgnoreCase(CONTENT_LENGTH);
    }

    /** Whether it is a Transfer-Encoding of chunks and nothing else, however often it says so. */
    boolean isChunked() {
        return isTransferEncoding() && codings().contains("chunked") && known();
    }

    /** Whether it is a Transfer-Encoding that says nothing. */
    boolean isIdentity() {
        return isTransferEncoding() && !codings().contains("chunked") && known();
    }

    private boolean known() {
        return codings().stream().allMatch(coding -> coding.equals("chunked") || coding.equals("identity"));
    }

    /** The transfer codings, in lower case and without parameters. */
    List<String> codings() {
        return Stream.of(value.split(",", -1))
                .map(coding -> {
                    int parameters = coding.indexOf(';');
                    String name = parameters < 0 ? coding : coding.substring(0, parameters);
                    return Octet.trim(name).toLowerCase(Locale.ROOT);
                })
                .toList();
    }

    /** Whether a sloppy recipient would take it for Transfer-Encoding, which it is not by the letter. */
    boolean resemblesTransferEncoding() {
        return !isTransferEncoding() && letters().equals("transferencoding");
    }

    /** Whether a sloppy recipient would take it for Content-Length, which it is not by the letter. */
    boolean resemblesContentLength() {
        return !isContentLength() && letters().equals("contentlength");
    }

    /** Whether it goes on with the line before it (RFC 9112 5.2). */
    boolean isFolded() {
        return !name.isEmpty() && Octet.isWhiteSpace(name.charAt(0));
    }

    private String letters() {
        if (name.length() < "contentlength".length()) {
            return "";
        }
        String plain = name.replace(LONG_S, "s").replace(DOTLESS_I, "i");
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                letters.append(c);
            }
        }
        return letters.toString().toLowerCase(Locale.ROOT);
    }
}
