package io.underpass.gateway.data;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Identifiers nobody needs to be unable to guess, hence from the fast generator of the calling thread.
 *
 * <p>Threads: safe.
 */
final class RandomRequestIds implements RequestIds {

    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);
    private static final int BASE64_DIGITS_OF_A_LONG = 10;
    private static final int EXTENDED_LENGTH = 15;
    private static final HexFormat HEX = HexFormat.of();
    private static final int HEX_DIGITS_OF_A_LONG = 16;

    @Override
    public String requestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long versioned = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
        long variant = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(versioned, variant).toString();
    }

    @Override
    public String extendedRequestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] text = new byte[EXTENDED_LENGTH + 1];
        long bits = 0;
        for (int i = 0; i < EXTENDED_LENGTH; i++) {
            bits = i % BASE64_DIGITS_OF_A_LONG == 0 ? random.nextLong() : bits >>> 6;
            text[i] = BASE64[(int) bits & 63];
        }
        text[EXTENDED_LENGTH] = '=';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String hex(int length) {
        String digits = HEX.toHexDigits(ThreadLocalRandom.current().nextLong(), Math.min(length, HEX_DIGITS_OF_A_LONG));
        return length <= HEX_DIGITS_OF_A_LONG ? digits : digits + hex(length - HEX_DIGITS_OF_A_LONG);
    }
}
