package io.underpass.wire.certificate;

import io.netty.util.NetUtil;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a certificate is to say, until it is signed (RFC 5280 section 4). The JDK reads certificates and signs anything,
 * but offers nothing that writes one.
 *
 * <p>Threads: immutable.
 *
 * @param subject the name of the holder of {@code key}
 * @param names the hosts the holder may be: DNS names and IP addresses; none for authorities and clients
 */
record CertificateForm(
        Purpose purpose,
        String subject,
        PublicKey key,
        BigInteger serial,
        Instant notBefore,
        Instant notAfter,
        List<String> names) {

    /** What a certificate is good for. */
    enum Purpose {
        AUTHORITY,
        SERVER,
        CLIENT
    }

    private static final String SHA256_WITH_ECDSA = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String ORGANIZATION = "2.5.4.10";
    private static final String SUBJECT_KEY_ID = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String ALTERNATIVE_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String AUTHORITY_KEY_ID = "2.5.29.35";
    private static final String EXTENDED_USAGE = "2.5.29.37";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int VERSION_3 = 2;

    /** The certificate, signed by itself with {@code own}, the other half of its key. */
    X509Certificate signedBy(PrivateKey own) throws GeneralSecurityException {
        return signed(name(subject), key, own);
    }

    /** The certificate, signed by {@code issuer} with the elliptic-curve key {@code issuerKey}. */
    X509Certificate signedBy(X509Certificate issuer, PrivateKey issuerKey) throws GeneralSecurityException {
        return signed(issuer.getSubjectX500Principal().getEncoded(), issuer.getPublicKey(), issuerKey);
    }

    private X509Certificate signed(byte[] issuerName, PublicKey issuerPublic, PrivateKey issuerKey)
            throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.oid(SHA256_WITH_ECDSA));
        byte[] content = Der.sequence(
                Der.explicit(0, Der.integer(VERSION_3)),
                Der.integer(serial),
                algorithm,
                issuerName,
                Der.sequence(Der.time(notBefore), Der.time(notAfter)),
                name(subject),
                key.getEncoded(),
                Der.explicit(3, Der.sequence(extensions(issuerPublic).toArray(byte[][]::new))));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuerKey);
        signature.update(content);
        byte[] certificate = Der.sequence(content, algorithm, Der.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private List<byte[]> extensions(PublicKey issuerPublic) throws GeneralSecurityException {
        List<byte[]> extensions = new ArrayList<>();
        if (purpose == Purpose.AUTHORITY) {
            extensions.add(critical(BASIC_CONSTRAINTS, Der.sequence(Der.trueValue())));
            extensions.add(critical(KEY_USAGE, Der.bits(1, (byte) 0b0000_0110))); // signs certificates and their lists
        } else {
            extensions.add(critical(BASIC_CONSTRAINTS, Der.sequence()));
            extensions.add(critical(KEY_USAGE, Der.bits(7, (byte) 0b1000_0000))); // signs handshakes
            String usage = purpose == Purpose.SERVER ? SERVER_AUTH : CLIENT_AUTH;
            extensions.add(extension(EXTENDED_USAGE, Der.sequence(Der.oid(usage))));
        }
        extensions.add(extension(SUBJECT_KEY_ID, Der.octets(keyId(key))));
        extensions.add(extension(AUTHORITY_KEY_ID, Der.sequence(Der.implicit(0, keyId(issuerPublic)))));
        if (!names.isEmpty()) {
            byte[][] alternatives =
                    names.stream().map(CertificateForm::generalName).toArray(byte[][]::new);
            extensions.add(extension(ALTERNATIVE_NAME, Der.sequence(alternatives)));
        }
        return extensions;
    }

    private static byte[] name(String commonName) {
        return Der.sequence(
                Der.set(Der.sequence(Der.oid(ORGANIZATION), Der.utf8("Underpass"))),
                Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(commonName))));
    }

    private static byte[] generalName(String host) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        return address == null
                ? Der.implicit(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII))
                : Der.implicit(IP_ADDRESS, address);
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.trueValue(), Der.octets(value));
    }

    /** Any value that tells keys apart will do (RFC 5280 4.2.1.2). */
    private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return Arrays.copyOf(digest, 20);
    }
}
