package io.underpass.wire.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final int KEY_CERT_SIGN = 5;

    private final Authority authority = create("CA");

    @Test
    void anAuthorityIsOneByAllItsMarks() throws Exception {
        X509Certificate own = authority.certificate();
        own.verify(own.getPublicKey());
        assertThat(own.getVersion()).isEqualTo(3);
        assertThat(own.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(own.getKeyUsage()[KEY_CERT_SIGN]).isTrue();
        assertThat(own.getSubjectX500Principal()).isEqualTo(own.getIssuerX500Principal());
        assertThat(own.getSubjectX500Principal().getName()).matches("CN=CA [0-9a-f]{8},O=Underpass");
        assertThat(own.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofDays(1)));
    }

    @Test
    void aServersCertificateLeadsToItAndHasItsNames() throws Exception {
        X509Certificate leaf = authority.server(List.of("a.example.com", "127.0.0.1", "::1"), Authority.newKeys(), NOW);

        PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
        trust.setRevocationEnabled(false);
        trust.setDate(Date.from(NOW));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), trust);
        List<Object> names = new ArrayList<>();
        leaf.getSubjectAlternativeNames().forEach(name -> names.add(name.get(1)));
        assertThat(names).containsExactly("a.example.com", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @Test
    void noTwoSerialsAreTheSame() throws Exception {
        KeyPair keys = Authority.newKeys();
        assertThat(authority.server(List.of("a"), keys, NOW).getSerialNumber())
                .isNotEqualTo(authority.server(List.of("a"), keys, NOW).getSerialNumber());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z", "2120-02-29T12:00:00Z"})
    void timesOfAnyCenturyAreKept(String text) throws Exception {
        Instant end = Instant.parse(text);
        X509Certificate certificate = Authority.selfSignedClient("me", Authority.newKeys(), NOW, end);
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(end);
    }

    @Test
    void keysAndCertificatesComeBackFromText() throws Exception {
        String text = Pem.of(List.of(authority.certificate(), authority.certificate())) + Pem.of(authority.key());
        assertThat(Pem.certificates(text)).containsExactly(authority.certificate(), authority.certificate());
        assertThat(Pem.privateKey(text)).isEqualTo(authority.key());
    }

    @Test
    void rsaKeysOfTheOlderFormAreRead() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        // What PKCS #8 wraps an RSA key of 2048 bits in takes 26 bytes.
        byte[] pkcs1 = java.util.Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        String text = "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pkcs1) + "\n-----END RSA PRIVATE KEY-----\n";
        assertThat(Pem.privateKey(text)).isEqualTo(keys.getPrivate());
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertThatThrownBy(() -> Pem.certificates("nothing"))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("no PEM block CERTIFICATE");
        assertThatThrownBy(() -> Pem.certificates("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"))
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> Pem.privateKey("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----"))
                .hasMessageContaining("openssl pkcs8 -topk8");
        assertThatThrownBy(() -> Pem.privateKey("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"))
                .hasMessageContaining("none of RSA, EC and EdDSA");
    }

    private static Authority create(String name) {
        try {
            return Authority.create(name, NOW);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
