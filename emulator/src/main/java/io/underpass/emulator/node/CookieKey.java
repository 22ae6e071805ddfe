package io.underpass.emulator.node;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that a node seals cookies with: made of the token, so that every node opens what another has sealed and a client
 * keeps its target where a load balancer runs on several. Threads: stateless.
 */
final class CookieKey {

    private static final String MAC = "HmacSHA256";
    private static final byte[] USE = "cookies of load balancers".getBytes(StandardCharsets.UTF_8);

    private CookieKey() {}

    static SecretKey of(String token) {
        return new SecretKeySpec(derive(token, USE), "AES");
    }

    /** Bytes for one use, from which nobody finds the token. */
    static byte[] derive(String token, byte[] use) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), MAC));
            return mac.doFinal(use);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + MAC, e);
        }
    }
}
