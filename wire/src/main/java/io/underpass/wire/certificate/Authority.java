package io.underpass.wire.certificate;

import io.underpass.wire.certificate.CertificateForm.Purpose;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A certificate authority that is private to whoever made it.
 *
 * <p>Threads: immutable; making one and signing take milliseconds.
 *
 * @param certificate its own, signed by itself
 * @param key the secret that goes with it
 */
public record Authority(X509Certificate certificate, PrivateKey key) {

    private static final Duration LIFE = Duration.ofDays(3650);

    /** Clients of Apple refuse certificates that are good for longer than 825 days. */
    private static final Duration SERVER_LIFE = Duration.ofDays(397);

    /** Clocks differ. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new authority, whose name begins with {@code name}. */
    public static Authority create(String name, Instant now) throws GeneralSecurityException {
        KeyPair keys = newKeys();
        BigInteger serial = newSerial();
        // Its own name, so that two in one trust store are told apart.
        String ownName = name + ' ' + serial.toString(16).substring(0, 8);
        CertificateForm form = new CertificateForm(
                Purpose.AUTHORITY, ownName, keys.getPublic(), serial, now.minus(MARGIN), now.plus(LIFE), List.of());
        return new Authority(form.signedBy(keys.getPrivate()), keys.getPrivate());
    }

    /** A certificate that lets the holder of {@code keys} be each of {@code names}: DNS names and IP addresses. */
    public X509Certificate server(List<String> names, KeyPair keys, Instant now) throws GeneralSecurityException {
        CertificateForm form = new CertificateForm(
                Purpose.SERVER,
                names.get(0),
                keys.getPublic(),
                newSerial(),
                now.minus(MARGIN),
                now.plus(SERVER_LIFE),
                names);
        return form.signedBy(certificate, key);
    }

    /** A certificate that lets the holder of {@code keys} say to servers that it is {@code name}. */
    public X509Certificate client(String name, KeyPair keys, Instant now) throws GeneralSecurityException {
        CertificateForm form = new CertificateForm(
                Purpose.CLIENT,
                name,
                keys.getPublic(),
                newSerial(),
                now.minus(MARGIN),
                now.plus(SERVER_LIFE),
                List.of());
        return form.signedBy(certificate, key);
    }

    /** A certificate that the holder of {@code keys} has signed itself, to show to servers. */
    public static X509Certificate selfSignedClient(String name, KeyPair keys, Instant notBefore, Instant notAfter)
            throws GeneralSecurityException {
        CertificateForm form = new CertificateForm(
                Purpose.CLIENT, name, keys.getPublic(), newSerial(), notBefore, notAfter, List.of());
        return form.signedBy(keys.getPrivate());
    }

    /** New keys of the kind that certificates here are for. */
    public static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    /** Never negative and never short: 127 bits, the highest of them set. */
    private static BigInteger newSerial() {
        return new BigInteger(126, RANDOM).setBit(126);
    }
}
