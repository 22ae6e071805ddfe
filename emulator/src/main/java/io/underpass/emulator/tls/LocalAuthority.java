package io.underpass.emulator.tls;

import io.underpass.acm.CertificateIssuer;
import io.underpass.wire.certificate.Authority;
import io.underpass.wire.certificate.Pem;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/**
 * The authority that signs what clients of the edge port are shown, and what is requested of the certificate manager.
 *
 * <p>Threads: safe; it works on {@link TlsThread}, for which who asks for a certificate waits.
 */
public final class LocalAuthority implements CertificateIssuer {

    /** The begin of a PEM block that is no certificate. */
    private static final Pattern OTHER_BLOCK = Pattern.compile("-----BEGIN (?!CERTIFICATE-----)");

    private final IdentitySource source;
    private final TlsThread thread;
    private final InstantSource clock;

    /** An authority that is kept in {@code directory}, if there is one, and made when it is first needed. */
    public LocalAuthority(Optional<Path> directory, TlsSettings settings, TlsThread thread, InstantSource clock) {
        this.source = new IdentitySource(directory, settings, clock);
        this.thread = thread;
        this.clock = clock;
    }

    /** Confined to {@link TlsThread}. */
    IdentitySource source() {
        return source;
    }

    @Override
    public Issued issue(List<String> names, String keyAlgorithm) {
        try {
            return thread.call(() -> {
                        Authority authority = source.authority();
                        KeyPair keys = newKeys(keyAlgorithm);
                        X509Certificate issued = authority.server(names, keys, clock.instant());
                        return new Issued(
                                Pem.of(List.of(issued)),
                                Pem.of(List.of(authority.certificate())),
                                Pem.of(keys.getPrivate()));
                    })
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("no certificate can be made: " + e.getCause(), e);
        }
    }

    private static KeyPair newKeys(String algorithm) throws GeneralSecurityException {
        String size = algorithm.substring(algorithm.indexOf('_') + 1);
        if (algorithm.startsWith("RSA_")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(Integer.parseInt(size));
            return generator.generateKeyPair();
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(size.equals("prime256v1") ? "secp256r1" : size));
        return generator.generateKeyPair();
    }

    private static boolean holdsOthers(String pem) {
        return OTHER_BLOCK.matcher(pem).find();
    }

    /** The texts are guesses. */
    @Override
    public Optional<String> problem(Issued imported) {
        List<X509Certificate> certificates;
        try {
            certificates = Pem.certificates(imported.certificate());
        } catch (GeneralSecurityException e) {
            return Optional.of("The certificate is not valid: " + e.getMessage());
        }
        if (holdsOthers(imported.certificate()) || holdsOthers(imported.chain())) {
            return Optional.of(
                    "The certificate field contains something other than certificates. Private keys belong in the"
                            + " field PrivateKey.");
        }
        if (certificates.size() > 1) {
            return Optional.of("The certificate field contains more than one certificate. You can specify only one"
                    + " certificate in this field.");
        }
        try {
            if (!imported.chain().isEmpty()) {
                Pem.certificates(imported.chain());
            }
        } catch (GeneralSecurityException e) {
            return Optional.of("The certificate chain is not valid: " + e.getMessage());
        }
        try {
            return belong(Pem.privateKey(imported.privateKey()), certificates.get(0))
                    ? Optional.empty()
                    : Optional.of("The private key does not belong to the certificate.");
        } catch (GeneralSecurityException e) {
            return Optional.of("The private key is not valid: " + e.getMessage());
        }
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        byte[] text = certificate.getEncoded();
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(text);
        byte[] signed = signing.sign();
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(certificate.getPublicKey());
        verifying.update(text);
        return verifying.verify(signed);
    }
}
