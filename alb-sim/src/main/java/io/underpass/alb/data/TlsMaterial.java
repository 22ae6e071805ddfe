package io.underpass.alb.data;

import io.underpass.alb.Certificates;
import io.underpass.alb.compile.CompiledTls;
import io.underpass.alb.model.CipherNames;
import io.underpass.alb.model.TrustStore;
import io.underpass.alb.model.TrustStore.Revocation;
import io.underpass.wire.ServerIdentity.Holder;
import io.underpass.wire.TlsTerms;
import io.underpass.wire.TlsTerms.Clients;
import io.underpass.wire.certificate.Pem;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a listener's identities are made of, read from what is configured.
 *
 * <p>Threads: immutable.
 *
 * @param holders its certificates, the default one first
 */
record TlsMaterial(List<Holder> holders, TlsTerms terms) {

    /**
     * Reads it, which takes milliseconds.
     *
     * @param pairs the default certificate first
     * @param clock tells which certificates are good
     */
    static TlsMaterial read(CompiledTls tls, List<Certificates.Pair> pairs, InstantSource clock)
            throws GeneralSecurityException {
        List<Holder> holders = new ArrayList<>();
        for (Certificates.Pair pair : pairs) {
            holders.add(new Holder(Pem.privateKey(pair.privateKey()), Pem.certificates(pair.chain())));
        }
        TlsTerms terms = new TlsTerms(
                tls.policy().protocols(),
                tls.policy().ciphers().stream().map(CipherNames::registered).toList(),
                tls.applicationProtocols(),
                clients(tls, clock));
        return new TlsMaterial(List.copyOf(holders), terms);
    }

    private static Clients clients(CompiledTls tls, InstantSource clock) throws GeneralSecurityException {
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
                tls.mutual().advertiseTrustStoreCaNames(),
                clock);
    }
}
