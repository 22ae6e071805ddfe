package io.underpass.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;

/**
 * Recognises the names of the fields that frame a message, and names that a sloppy parser might take for one of them:
 * {@code Transfer_Encoding}, {@code Content---Length}, {@code content.length}. A recipient behind this one that drops
 * or maps punctuation would frame the message by a field that was not looked at here.
 *
 * <p>Threads: stateless.
 */
final class FramingNames {

    private static final String TRANSFER_ENCODING = "transferencoding";
    private static final String CONTENT_LENGTH = "contentlength";

    private FramingNames() {}

    static boolean isContentLength(CharSequence name) {
        return name.length() == HttpHeaderNames.CONTENT_LENGTH.length()
                && AsciiString.contentEqualsIgnoreCase(HttpHeaderNames.CONTENT_LENGTH, name);
    }

    static boolean isTransferEncoding(CharSequence name) {
        return name.length() == HttpHeaderNames.TRANSFER_ENCODING.length()
                && AsciiString.contentEqualsIgnoreCase(HttpHeaderNames.TRANSFER_ENCODING, name);
    }

    static boolean isHost(CharSequence name) {
        return name.length() == HttpHeaderNames.HOST.length()
                && AsciiString.contentEqualsIgnoreCase(HttpHeaderNames.HOST, name);
    }

    /** Whether {@code name} is not a framing field but reads like one once everything but letters is dropped. */
    static boolean isLookalike(CharSequence name) {
        int length = name.length();
        if (length < CONTENT_LENGTH.length()) {
            return false;
        }
        return (lettersSpell(name, CONTENT_LENGTH) && !isContentLength(name))
                || (lettersSpell(name, TRANSFER_ENCODING) && !isTransferEncoding(name));
    }

    private static boolean lettersSpell(CharSequence name, String word) {
        int matched = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Octets.isLetter(c)) {
                if (matched == word.length() || (c | 0x20) != word.charAt(matched)) {
                    return false;
                }
                matched++;
            }
        }
        return matched == word.length();
    }
}
