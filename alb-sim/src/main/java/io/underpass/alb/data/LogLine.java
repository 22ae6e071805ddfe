package io.underpass.alb.data;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One line of a log: fields with spaces between them. What clients have written can neither end a field nor begin a line:
 * everything but printable ASCII, and quotes and backslashes too, becomes {@code \xHH}, as servers that AWS's logs look
 * like write it (that AWS's do is a guess).
 *
 * <p>Threads: confined to one thread.
 */
final class LogLine {

    private static final String NONE = "-";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final StringBuilder text = new StringBuilder(640);

    /** A field without quotes; a hyphen where it is empty. */
    LogLine bare(String value) {
        next();
        escape(value.isEmpty() ? NONE : value, true);
        return this;
    }

    /** A number. */
    LogLine bare(long value) {
        next();
        text.append(value);
        return this;
    }

    /** A field in quotes; a hyphen in quotes where it is empty. */
    LogLine quoted(String value) {
        next();
        text.append('"');
        escape(value.isEmpty() ? NONE : value, false);
        text.append('"');
        return this;
    }

    /** A time, to the microsecond. */
    LogLine time(Instant value) {
        next();
        text.append(TIME.format(value));
        return this;
    }

    /** A time, to the second, which is in UTC without saying so. */
    LogLine second(Instant value) {
        next();
        text.append(SECOND.format(value));
        return this;
    }

    /** How long something took, in seconds with three decimals; -1 where {@code nanos} is less than 0. */
    LogLine seconds(long nanos) {
        next();
        if (nanos < 0) {
            text.append("-1");
        } else {
            decimal(TimeUnit.NANOSECONDS.toMillis(nanos), 3);
        }
        return this;
    }

    /** How long something took, in seconds with nine decimals. */
    LogLine nanoseconds(long nanos) {
        next();
        decimal(Math.max(0, nanos), 9);
        return this;
    }

    /** The line, without its end. */
    @Override
    public String toString() {
        return text.toString();
    }

    private void next() {
        if (text.length() > 0) {
            text.append(' ');
        }
    }

    private void decimal(long amount, int decimals) {
        String digits = Long.toString(amount);
        int whole = digits.length() - decimals;
        text.append(whole <= 0 ? "0" : digits.substring(0, whole)).append('.');
        text.append("0".repeat(Math.max(0, -whole))).append(digits, Math.max(0, whole), digits.length());
    }

    private void escape(String value, boolean spaces) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > ' ' && c < 0x7f && c != '"' && c != '\\') {
                text.append(c);
            } else if (c == ' ' && !spaces) {
                text.append(c);
            } else if (c <= 0xff) {
                hex((byte) c); // header fields hold bytes, one a character
            } else {
                int end = Character.isHighSurrogate(c) && i + 1 < value.length() ? i + 2 : i + 1;
                for (byte each : value.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
                    hex(each);
                }
                i = end - 1;
            }
        }
    }

    private void hex(byte value) {
        text.append("\\x").append(HEX.toHexDigits(value));
    }
}
