package io.underpass.gateway.data;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Identifiers nobody needs to be unable to guess, hence from the fast generator of the calling thread.
 *
 * <p>Threads: safe.
 */
final class RandomRequestIds implements RequestIds {

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String HEX = BASE64.substring(52, 62) + "abcdef";
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
        return draw(BASE64, EXTENDED_LENGTH) + '=';
    }

    @Override
    public String hex(int length) {
        return draw(HEX, length);
    }

    private static String draw(String alphabet, int length) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = alphabet.charAt(random.nextInt(alphabet.length()));
        }
        return new String(text);
    }
}
