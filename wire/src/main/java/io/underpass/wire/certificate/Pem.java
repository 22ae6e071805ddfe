package io.underpass.wire.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys and certificates as text (RFC 7468).
 *
 * <p>Threads: stateless.
 */
public final class Pem {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String[] ALGORITHMS = {"RSA", "EC", "EdDSA"};

    private Pem() {}

    /** {@code certificates}, one after the other. */
    public static String of(List<X509Certificate> certificates) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            text.append(block("CERTIFICATE", certificate.getEncoded()));
        }
        return text.toString();
    }

    /** {@code key}, not encrypted. */
    public static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /**
     * The certificates in {@code text}, in its order.
     *
     * @throws GeneralSecurityException if one cannot be read, or there is none
     */
    public static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            if (blocks.group(1).equals("CERTIFICATE")) {
                certificates.add((X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(decoded(blocks.group(2)))));
            }
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("there is no PEM block CERTIFICATE");
        }
        return List.copyOf(certificates);
    }

    /**
     * The private key in {@code text}: PKCS #8, or RSA's own older form.
     *
     * @throws GeneralSecurityException if there is none that can be read
     */
    public static PrivateKey privateKey(String text) throws GeneralSecurityException {
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            switch (blocks.group(1)) {
                case "PRIVATE KEY" -> {
                    return pkcs8(decoded(blocks.group(2)));
                }
                case "RSA PRIVATE KEY" -> {
                    return pkcs8(rsaInPkcs8(decoded(blocks.group(2))));
                }
                case "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
                    throw new GeneralSecurityException("the key is an " + blocks.group(1)
                            + "; rewrite it with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
                default -> {
                    // parameters and certificates may stand beside the key
                }
            }
        }
        throw new GeneralSecurityException("there is no PEM block PRIVATE KEY");
    }

    private static PrivateKey pkcs8(byte[] encoded) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // a key of another algorithm
            }
        }
        throw new GeneralSecurityException("the private key is none of RSA, EC and EdDSA");
    }

    private static byte[] rsaInPkcs8(byte[] key) {
        return Der.sequence(Der.integer(BigInteger.ZERO), Der.sequence(Der.oid(RSA), Der.nullValue()), Der.octets(key));
    }

    private static byte[] decoded(String base64) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("a PEM block is not Base64", e);
        }
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + BASE64.encodeToString(content) + "\n-----END " + label + "-----\n";
    }
}
