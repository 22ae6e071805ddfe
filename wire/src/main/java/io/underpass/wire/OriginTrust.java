package io.underpass.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges the certificates of origins by the rules of the Java runtime, in two steps: the chain, then the host. So it can
 * be told which of them failed.
 *
 * <p>Threads: safe.
 */
final class OriginTrust extends X509ExtendedTrustManager {

    /** The certificate is good, for another host. */
    static final class HostMismatch extends CertificateException {

        private static final long serialVersionUID = 1L;

        private HostMismatch(String host, X509Certificate certificate, CertificateException cause) {
            super(
                    "Host name '" + host + "' does not match the certificate subject provided by the peer ("
                            + certificate.getSubjectX500Principal().getName() + ")",
                    cause);
        }
    }

    /** Gives the judge of a chain. */
    private interface Judges {
        X509ExtendedTrustManager of(X509Certificate[] chain) throws CertificateException;
    }

    private final Judges judges;
    private final InstantSource clock;

    private OriginTrust(InstantSource clock, Judges judges) {
        this.clock = clock;
        this.judges = judges;
    }

    /** Believes the authorities that the runtime knows, and {@code more}. */
    static OriginTrust known(List<X509Certificate> more, InstantSource clock) throws GeneralSecurityException {
        X509ExtendedTrustManager runtime = judge(null);
        if (more.isEmpty()) {
            return new OriginTrust(clock, chain -> runtime);
        }
        List<X509Certificate> all = new ArrayList<>(List.of(runtime.getAcceptedIssuers()));
        all.addAll(more);
        X509ExtendedTrustManager extended = judge(store(all));
        return new OriginTrust(clock, chain -> extended);
    }

    /** Believes the root that a chain ends with, whichever it is. */
    static OriginTrust anyRoot(InstantSource clock) {
        return new OriginTrust(clock, chain -> {
            X509Certificate root = chain[chain.length - 1];
            try {
                root.verify(root.getPublicKey());
            } catch (GeneralSecurityException e) {
                throw new CertificateException("the chain does not end with the certificate of a root authority", e);
            }
            // The runtime does not look at the dates of what it is told to believe.
            for (X509Certificate certificate : chain) {
                certificate.checkValidity(Date.from(clock.instant()));
            }
            try {
                return judge(store(List.of(root)));
            } catch (GeneralSecurityException e) {
                throw new CertificateException("the chain cannot be judged", e);
            }
        });
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        X509ExtendedTrustManager judge = judges.of(chain);
        judge.checkServerTrusted(chain, authType);
        chain[0].checkValidity(Date.from(clock.instant())); // The runtime goes by the machine's time.
        try {
            judge.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw new HostMismatch(String.valueOf(engine.getPeerHost()), chain[0], e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only engines are judged");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the host is to be judged as well");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this is for origins");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this is for origins");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is for origins");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static X509ExtendedTrustManager judge(@Nullable KeyStore believed) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(believed);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager judge) {
                return judge;
            }
        }
        throw new KeyStoreException("the Java runtime has no judge of certificates");
    }

    private static KeyStore store(List<X509Certificate> certificates) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new KeyStoreException("an empty store cannot be made", e);
        }
        for (X509Certificate certificate : certificates) {
            store.setCertificateEntry(Integer.toString(store.size()), certificate);
        }
        return store;
    }
}
