package io.underpass.alb.compile;

import io.netty.util.AsciiString;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.ListenerAttributes;
import io.underpass.alb.model.ListenerAttributes.RenamedHeader;
import io.underpass.alb.model.ListenerAttributes.TlsHeader;
import io.underpass.alb.model.MutualAuthentication;
import io.underpass.wire.FieldSet;
import java.util.EnumMap;
import java.util.Map;

/**
 * What targets are told of the TLS of a listener's clients (spec 4.4). What clients send by those names is dropped where
 * the load balancer has a say of its own (a guess).
 *
 * <p>Threads: immutable.
 */
public final class TlsHeaderSettings {

    private final Map<TlsHeader, AsciiString> names;
    private final MutualAuthentication mutual;
    private final FieldSet ofSession;
    private final FieldSet ofClient;

    private TlsHeaderSettings(Map<TlsHeader, AsciiString> names, MutualAuthentication mutual) {
        this.names = names;
        this.mutual = mutual;
        this.ofSession = FieldSet.of(name(TlsHeader.VERSION), name(TlsHeader.CIPHER_SUITE));
        this.ofClient = FieldSet.of(
                name(TlsHeader.SERIAL_NUMBER),
                name(TlsHeader.ISSUER),
                name(TlsHeader.SUBJECT),
                name(TlsHeader.VALIDITY),
                name(TlsHeader.LEAF),
                name(TlsHeader.CHAIN));
    }

    static TlsHeaderSettings of(Listener listener) {
        Map<TlsHeader, AsciiString> names = new EnumMap<>(TlsHeader.class);
        for (RenamedHeader header : ListenerAttributes.RENAMED_HEADERS) {
            names.put(header.header(), AsciiString.cached(header.name().in(listener.attributes())));
        }
        return new TlsHeaderSettings(
                names,
                listener.tls().flatMap(Listener.Tls::mutualAuthentication).orElse(MutualAuthentication.OFF));
    }

    /** What {@code header} is called here. */
    public AsciiString name(TlsHeader header) {
        return names.getOrDefault(header, AsciiString.EMPTY_STRING);
    }

    /** Whether targets are told what clients have shown, verified or not. */
    public MutualAuthentication mutual() {
        return mutual;
    }

    /**
     * Whether a client's field of that name is dropped.
     *
     * @param tellsTls whether the load balancer tells version and cipher
     */
    public boolean replaces(CharSequence name, boolean tellsTls) {
        return (tellsTls && ofSession.contains(name))
                || ((mutual.verifies() || mutual.passesThrough()) && ofClient.contains(name));
    }
}
