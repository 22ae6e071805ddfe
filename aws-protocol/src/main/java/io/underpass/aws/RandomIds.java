package io.underpass.aws;

import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Identifiers from a random generator. Threads: safe as far as its generator is. */
public final class RandomIds implements Ids {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";
    private static final HexFormat HEX = HexFormat.of();
    private static final int DIGITS_OF_A_LONG = 16;

    private final RandomGenerator random;

    /**
     * Draws from {@code random}.
     *
     * @param random a safe generator, {@link java.security.SecureRandom} for instance
     */
    public RandomIds(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public String alphanumeric(int length) {
        return draw(LETTERS, 1) + draw(LETTERS + DIGITS, length - 1);
    }

    @Override
    public String hex(int length) {
        String digits = HEX.toHexDigits(random.nextLong(), Math.min(length, DIGITS_OF_A_LONG));
        return length <= DIGITS_OF_A_LONG ? digits : digits + hex(length - DIGITS_OF_A_LONG);
    }

    @Override
    public String decimal(int length) {
        return draw("123456789", 1) + draw(DIGITS, length - 1);
    }

    @Override
    public String uuid() {
        long versioned = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
        long variant = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(versioned, variant).toString();
    }

    private String draw(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
