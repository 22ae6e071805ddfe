package io.underpass.alb.data;

import io.underpass.alb.Certificates;
import io.underpass.alb.compile.CompiledTls;
import io.underpass.alb.model.CipherNames;
import io.underpass.alb.model.TrustStore;
import io.underpass.alb.model.TrustStore.Revocation;
import io.underpass.wire.ServerIdentity;
import io.underpass.wire.ServerIdentity.Holder;
import io.underpass.wire.TlsTerms;
import io.underpass.wire.TlsTerms.Clients;
import io.underpass.wire.certificate.Pem;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Makes what a listener shows from what is configured.
 *
 * <p>Threads: stateless; takes milliseconds.
 */
final class IdentityMaking {

    private IdentityMaking() {}

    /**
     * The identity for clients that ask for {@code serverName}.
     *
     * @param pairs the default certificate first
     */
    static ServerIdentity of(CompiledTls tls, List<Certificates.Pair> pairs, String serverName, Instant now)
            throws GeneralSecurityException {
        List<Holder> holders = holders(pairs);
        TlsTerms terms = new TlsTerms(
                tls.policy().protocols(),
                tls.policy().ciphers().stream().map(CipherNames::registered).toList(),
                tls.applicationProtocols(),
                clients(tls));
        return ServerIdentity.of(CertificateChoice.of(holders, serverName.toLowerCase(Locale.ROOT), now), terms);
    }

    /** Which of {@code pairs} the identity for clients that ask for {@code serverName} prefers: its index. */
    static int preferred(List<Certificates.Pair> pairs, String serverName, Instant now)
            throws GeneralSecurityException {
        List<Holder> holders = holders(pairs);
        return holders.indexOf(CertificateChoice.of(holders, serverName.toLowerCase(Locale.ROOT), now)
                .get(0));
    }

    private static List<Holder> holders(List<Certificates.Pair> pairs) throws GeneralSecurityException {
        List<Holder> holders = new ArrayList<>();
        for (Certificates.Pair pair : pairs) {
            holders.add(new Holder(Pem.privateKey(pair.privateKey()), Pem.certificates(pair.chain())));
        }
        return holders;
    }

    private static Clients clients(CompiledTls tls) throws GeneralSecurityException {
        if (tls.mutual().passesThrough()) {
            return new Clients.Asked();
        }
        if (!tls.mutual().verifies()) {
            return new Clients.Any();
        }
        TrustStore store = tls.trustStore()
                .orElseThrow(() -> new GeneralSecurityException("the listener's trust store does not exist"));
        List<X509CRL> revocations = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (Revocation each : store.revocations()) {
            byte[] list = Base64.getDecoder().decode(each.content());
            revocations.add((X509CRL) factory.generateCRL(new ByteArrayInputStream(list)));
        }
        return new Clients.Known(
                Pem.certificates(store.caCertificates()),
                revocations,
                tls.mutual().ignoreClientCertificateExpiry(),
                tls.mutual().advertiseTrustStoreCaNames());
    }
}
