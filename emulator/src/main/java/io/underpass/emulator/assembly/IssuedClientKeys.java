package io.underpass.emulator.assembly;

import io.underpass.gateway.ClientKeys;
import io.underpass.wire.certificate.Authority;
import io.underpass.wire.certificate.Pem;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;

/**
 * Makes the certificates that API Gateway shows to backends.
 *
 * <p>Threads: safe; takes milliseconds.
 */
final class IssuedClientKeys implements ClientKeys {

    private static final String SUBJECT = "ApiGateway";

    @Override
    public Pair create(Instant notBefore, Instant notAfter) {
        try {
            KeyPair keys = Authority.newKeys();
            return new Pair(
                    Pem.of(List.of(Authority.selfSignedClient(SUBJECT, keys, notBefore, notAfter))),
                    Pem.of(keys.getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime makes no certificates", e);
        }
    }
}
