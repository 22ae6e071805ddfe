package io.underpass.alb.data;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes what a client keeps for a load balancer, in cookies and URLs, unreadable and unforgeable: AES-GCM with a fresh
 * nonce each time. What was sealed for one purpose cannot be opened for another.
 *
 * <p>Threads: safe; some microseconds a call.
 */
public final class Seal {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int OVERHEAD_BYTES = NONCE_BYTES + TAG_BITS / 8;
    private static final int KEY_BITS = 256;

    private final SecretKey key;
    private final byte[] purpose;
    private final SecureRandom random = new SecureRandom();

    /**
     * Seals with {@code key}.
     *
     * @param key an AES key
     * @param purpose what is sealed here, and only here
     */
    public Seal(SecretKey key, String purpose) {
        this.key = key;
        this.purpose = purpose.getBytes(StandardCharsets.UTF_8);
    }

    /** A key of 256 bits that nobody else has. */
    public static SecretKey newKey() {
        byte[] key = new byte[KEY_BITS / Byte.SIZE];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, "AES");
    }

    /** Seals {@code content}: 28 bytes longer than it. */
    byte[] seal(byte[] content) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, 0);
            byte[] sealed = Arrays.copyOf(nonce, content.length + OVERHEAD_BYTES);
            cipher.doFinal(content, 0, content.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not work with this key", e);
        }
    }

    /** What was sealed; nothing where it was not sealed with this key for this purpose, or was changed since. */
    Optional<byte[]> open(byte[] sealed) {
        if (sealed.length < OVERHEAD_BYTES) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed, 0);
            return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int offset) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE_BYTES));
        cipher.updateAAD(purpose);
        return cipher;
    }
}
