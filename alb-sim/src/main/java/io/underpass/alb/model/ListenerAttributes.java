package io.underpass.alb.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The attributes of listeners that have an effect (spec 1.6; AWS's page "HTTP header modification").
 *
 * <p>Threads: constants only.
 */
public final class ListenerAttributes {

    private static final String RESPONSE = "routing.http.response.";

    /** Whether answers of the load balancer's own name it. */
    public static final Attribute<Boolean> SERVER = Attribute.flag(RESPONSE + "server.enabled", true);

    /** How long no byte may pass through a TCP listener's connection. */
    public static final Attribute<Duration> TCP_IDLE_TIMEOUT = Attribute.seconds("tcp.idle_timeout.seconds", 350);

    /** The header fields in which targets are told of the client's TLS, and what they are called. */
    public static final List<RenamedHeader> RENAMED_HEADERS =
            Stream.of(TlsHeader.values()).map(RenamedHeader::of).toList();

    /** What targets are told of the client's TLS, by the usual names of the header fields. */
    public enum TlsHeader {
        /** The client certificate's serial number, hexadecimal. */
        SERIAL_NUMBER("X-Amzn-Mtls-Clientcert-Serial-Number"),
        /** Who issued it. */
        ISSUER("X-Amzn-Mtls-Clientcert-Issuer"),
        /** Whose it is. */
        SUBJECT("X-Amzn-Mtls-Clientcert-Subject"),
        /** From when until when it is good. */
        VALIDITY("X-Amzn-Mtls-Clientcert-Validity"),
        /** The certificate itself. */
        LEAF("X-Amzn-Mtls-Clientcert-Leaf"),
        /** All that the client has shown, unverified. */
        CHAIN("X-Amzn-Mtls-Clientcert"),
        /** The version. */
        VERSION("X-Amzn-Tls-Version"),
        /** The cipher. */
        CIPHER_SUITE("X-Amzn-Tls-Cipher-Suite");

        private final String usualName;

        TlsHeader(String usualName) {
            this.usualName = usualName;
        }
    }

    /** A header field and the attribute that holds its name. */
    public record RenamedHeader(TlsHeader header, Attribute<String> name) {

        private static RenamedHeader of(TlsHeader header) {
            String word = header.usualName.toLowerCase(Locale.ROOT).replace('-', '_');
            return new RenamedHeader(
                    header, Attribute.text("routing.http.request." + word + ".header_name", header.usualName));
        }
    }

    /** The header fields that replace whatever a target sent. */
    public static final List<InsertedHeader> INSERTED_HEADERS = Stream.of(
                    "Strict-Transport-Security",
                    "Access-Control-Allow-Origin",
                    "Access-Control-Allow-Methods",
                    "Access-Control-Allow-Headers",
                    "Access-Control-Allow-Credentials",
                    "Access-Control-Expose-Headers",
                    "Access-Control-Max-Age",
                    "Content-Security-Policy",
                    "X-Content-Type-Options",
                    "X-Frame-Options")
            .map(InsertedHeader::of)
            .toList();

    /**
     * A header field and the attribute that holds its value; empty where the field is left alone.
     *
     * @param name as it is written to clients
     */
    public record InsertedHeader(String name, Attribute<String> value) {

        private static InsertedHeader of(String name) {
            String word = name.toLowerCase(Locale.ROOT).replace('-', '_');
            return new InsertedHeader(name, Attribute.text(RESPONSE + word + ".header_value", ""));
        }
    }

    private ListenerAttributes() {}
}
