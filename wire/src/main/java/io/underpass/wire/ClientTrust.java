package io.underpass.wire;

import io.underpass.wire.TlsTerms.Clients;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges the certificates of clients: whom they lead to, whether they are good now, for clients, and not revoked.
 *
 * <p>Threads: safe.
 */
final class ClientTrust extends X509ExtendedTrustManager {

    /** Certificates between a client's own and the authority's. */
    private static final int MAX_INTERMEDIATES = 3;

    private static final String FOR_CLIENTS = "1.3.6.1.5.5.7.3.2";
    private static final String FOR_ANYTHING = "2.5.29.37.0";

    private final Optional<Clients.Known> known;

    private ClientTrust(Optional<Clients.Known> known) {
        this.known = known;
    }

    static ClientTrust ofEverybody() {
        return new ClientTrust(Optional.empty());
    }

    static ClientTrust of(Clients.Known known) {
        return new ClientTrust(Optional.of(known));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (known.isPresent()) {
            judge(known.get(), chain);
        }
    }

    private static void judge(Clients.Known known, X509Certificate[] chain) throws CertificateException {
        X509Certificate own = chain[0];
        List<String> purposes = own.getExtendedKeyUsage();
        if (purposes != null && !purposes.contains(FOR_CLIENTS) && !purposes.contains(FOR_ANYTHING)) {
            throw new CertificateException("the certificate is not for clients");
        }
        for (X509Certificate each : path(known, chain)) {
            for (X509CRL list : known.revocations()) {
                if (list.getIssuerX500Principal().equals(each.getIssuerX500Principal()) && list.isRevoked(each)) {
                    throw new CertificateException("the certificate "
                            + each.getSerialNumber().toString(16) + " was revoked by " + each.getIssuerX500Principal());
                }
            }
        }
    }

    private static List<X509Certificate> path(Clients.Known known, X509Certificate[] chain)
            throws CertificateException {
        Set<TrustAnchor> anchors = known.authorities().stream()
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toSet());
        X509CertSelector own = new X509CertSelector();
        own.setCertificate(chain[0]);
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, own);
            parameters.setRevocationEnabled(false); // its lists are looked into afterwards
            parameters.setMaxPathLength(MAX_INTERMEDIATES);
            parameters.setDate(at(known, chain[0]));
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(chain))));
            PKIXCertPathBuilderResult found = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            List<X509Certificate> path = new ArrayList<>();
            for (Certificate each : found.getCertPath().getCertificates()) {
                path.add((X509Certificate) each);
            }
            return path;
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the certificate leads to no known authority: " + e.getMessage(), e);
        }
    }

    private static Date at(Clients.Known known, X509Certificate own) {
        Date now = Date.from(known.clock().instant());
        return known.expiryIgnored() && own.getNotAfter().before(now) ? own.getNotAfter() : now;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is for clients");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this is for clients");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("this is for clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return known.filter(Clients.Known::advertised)
                .map(Clients.Known::authorities)
                .orElse(List.of())
                .toArray(X509Certificate[]::new);
    }
}
