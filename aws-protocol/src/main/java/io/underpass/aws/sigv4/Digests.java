package io.underpass.aws.sigv4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The two functions that signatures are made with.
 *
 * <p>Threads: stateless.
 */
public final class Digests {

    /** {@link #sha256Hex} of nothing. */
    public static final String EMPTY = sha256Hex(ByteBuffer.allocate(0));

    private static final String HMAC = "HmacSHA256";

    private Digests() {}

    static byte[] sha256(byte[] bytes) {
        return digest().digest(bytes);
    }

    static String sha256Hex(String text) {
        return sha256Hex(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The SHA-256 of what remains in {@code bytes}, in lower-case hexadecimal digits. */
    public static String sha256Hex(ByteBuffer... bytes) {
        MessageDigest digest = digest();
        for (ByteBuffer piece : bytes) {
            digest.update(piece);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
