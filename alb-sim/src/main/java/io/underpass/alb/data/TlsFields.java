package io.underpass.alb.data;

import io.underpass.alb.compile.TlsHeaderSettings;
import io.underpass.alb.model.CipherNames;
import io.underpass.alb.model.ListenerAttributes.TlsHeader;
import io.underpass.wire.FieldList;
import io.underpass.wire.Peer;
import io.underpass.wire.TlsSession;
import io.underpass.wire.certificate.Pem;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The header fields in which targets are told of the client's TLS (spec 4.4; AWS's page "Mutual authentication with
 * TLS").
 *
 * <p>Threads: stateless.
 */
final class TlsFields {

    /** What a call in this process would have led to. */
    static final TlsSession CALLED = TlsSession.showing();

    private static final String UNESCAPED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+=/";

    private TlsFields() {}

    /** Adds what {@code settings} say of the connection that {@code peer} is an end of. */
    static void add(FieldList headers, Peer peer, TlsHeaderSettings settings, boolean tellsTls) {
        boolean tellsClient = settings.mutual().verifies() || settings.mutual().passesThrough();
        if (!tellsTls && !tellsClient) {
            return;
        }
        TlsSession session = peer.tls().orElse(CALLED);
        if (tellsTls) {
            headers.append(settings.name(TlsHeader.VERSION), session.protocol());
            headers.append(settings.name(TlsHeader.CIPHER_SUITE), CipherNames.openSsl(session.cipherSuite()));
        }
        if (tellsClient && !session.clientCertificates().isEmpty()) {
            addClient(headers, session.clientCertificates(), settings);
        }
    }

    private static void addClient(FieldList headers, List<X509Certificate> shown, TlsHeaderSettings settings) {
        if (settings.mutual().passesThrough()) {
            headers.append(settings.name(TlsHeader.CHAIN), escapedPem(shown));
            return;
        }
        X509Certificate own = shown.get(0);
        headers.append(settings.name(TlsHeader.SERIAL_NUMBER), hex(own.getSerialNumber()));
        headers.append(
                settings.name(TlsHeader.ISSUER),
                printable(own.getIssuerX500Principal().getName()));
        headers.append(
                settings.name(TlsHeader.SUBJECT),
                printable(own.getSubjectX500Principal().getName()));
        headers.append(settings.name(TlsHeader.VALIDITY), validity(own));
        headers.append(settings.name(TlsHeader.LEAF), escapedPem(List.of(own)));
    }

    static String validity(X509Certificate own) {
        return "NotBefore=" + second(own.getNotBefore()) + ";NotAfter=" + second(own.getNotAfter());
    }

    static String hex(BigInteger serial) {
        byte[] bytes = serial.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0; // the sign, which is none of the number
        return HexFormat.of().formatHex(bytes, from, bytes.length).toUpperCase(Locale.ROOT);
    }

    private static Instant second(Date time) {
        return time.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** A name can hold anything; a header field cannot (what AWS does then is a guess). */
    private static String printable(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            if (each >= ' ' && each <= '~') {
                text.append((char) each);
            } else {
                text.append('\\').append(HexFormat.of().withUpperCase().toHexDigits(each)); // as RFC 2253 2.4 has it
            }
        }
        return text.toString();
    }

    private static String escapedPem(List<X509Certificate> certificates) {
        String pem;
        try {
            pem = Pem.of(certificates);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what came in DER cannot be written as such", e);
        }
        StringBuilder text = new StringBuilder(pem.length() + pem.length() / 16);
        for (int i = 0; i < pem.length(); i++) {
            char c = pem.charAt(i);
            if (UNESCAPED.indexOf(c) >= 0) {
                text.append(c);
            } else {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            }
        }
        return text.toString();
    }
}
