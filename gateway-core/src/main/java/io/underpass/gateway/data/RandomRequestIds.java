package io.underpass.gateway.data;

import java.nio.charset.StandardCharsets;
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
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int EXTENDED_LENGTH = 15;

    @Override
    public String requestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long versioned = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
        long variant = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(versioned, variant).toString();
    }

    @Override
    public String extendedRequestId() {
        byte[] text = new byte[EXTENDED_LENGTH + 1];
        draw(text, EXTENDED_LENGTH, BASE64, 6);
        text[EXTENDED_LENGTH] = '=';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String hex(int length) {
        byte[] text = new byte[length];
        draw(text, length, HEX, 4);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Fills {@code text} up to {@code end}; each character takes {@code bitsEach}, for which there is one of {@code digits}. */
    private static void draw(byte[] text, int end, byte[] digits, int bitsEach) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long bits = 0;
        int left = 0;
        for (int i = 0; i < end; i++) {
            if (left < bitsEach) {
                bits = random.nextLong();
                left = Long.SIZE;
            }
            text[i] = digits[(int) bits & (digits.length - 1)];
            bits >>>= bitsEach;
            left -= bitsEach;
        }
    }
}
