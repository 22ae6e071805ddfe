package io.underpass.wire;

import io.underpass.wire.certificate.Authority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Authorities, servers and clients for tests of TLS. Threads: immutable. */
public record TestTls(Authority authority, KeyPair keys) {

    static {
        // An SSLSocket throws then where a connection ends without being said to; read when the first is made.
        System.setProperty("com.sun.net.ssl.requireCloseNotify", "true");
    }

    public static TestTls create() {
        try {
            return new TestTls(Authority.create("Test CA", Instant.now()), Authority.newKeys());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server that is each of {@code names}. */
    public ServerIdentity server(String... names) {
        return ServerIdentity.of(keys.getPrivate(), List.of(certificate(names), authority.certificate()));
    }

    public X509Certificate certificate(String... names) {
        return certificate(Instant.now(), names);
    }

    public X509Certificate certificate(Instant now, String... names) {
        try {
            return authority.server(List.of(names), keys, now);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public X509Certificate clientCertificate(String name) {
        try {
            return authority.client(name, keys, Instant.now());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whatever name is asked for is had. */
    public ServerIdentities anyName() {
        Map<String, ServerIdentity> known = new ConcurrentHashMap<>();
        return (name, local) -> CompletableFuture.completedFuture(
                known.computeIfAbsent(name.isEmpty() ? "127.0.0.1" : name, this::server));
    }

    /** What a client needs that trusts the authority; {@code shown} is its own certificate, of {@link #keys}. */
    public SSLContext client(X509Certificate... shown) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            if (shown.length > 0) {
                own.setKeyEntry("own", keys.getPrivate(), new char[0], shown);
            }
            KeyManagerFactory show = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            show.init(own, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(show.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects, asks for {@code name} unless it is empty, and checks that the server has it. */
    public static SSLSocket connect(
            SSLContext client, InetSocketAddress address, String name, String... applicationProtocols)
            throws IOException {
        Socket plain = new Socket();
        plain.connect(address, 10_000);
        return over(plain, client, name, applicationProtocols);
    }

    /** As {@link #connect}, on a connection that is there; closed with what this returns. */
    public static SSLSocket over(Socket plain, SSLContext client, String name, String... applicationProtocols)
            throws IOException {
        plain.setSoTimeout(30_000);
        String expected = name.isEmpty() ? "127.0.0.1" : name;
        SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(plain, expected, plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!name.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        if (applicationProtocols.length > 0) {
            parameters.setApplicationProtocols(applicationProtocols);
        }
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }
}
