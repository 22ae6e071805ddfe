package io.underpass.wire;

import java.time.Duration;
import java.util.Optional;

/**
 * What a listener takes and how long it waits.
 *
 * <p>Threads: immutable.
 *
 * @param maxRequestLineBytes a longer request line is answered 414
 * @param maxHeaderBytes larger header fields, all together, are answered 431
 * @param idleTimeout how long a connection may wait for a request, a head may take to arrive, and a body or a client
 *     that does not read may stand still
 * @param errors answers what is not HTTP
 * @param identities where there are any, TLS is spoken on the same port with clients that begin with it
 */
public record ListenerSettings(
        int maxRequestLineBytes,
        int maxHeaderBytes,
        Duration idleTimeout,
        ProtocolErrors errors,
        Optional<ServerIdentities> identities) {

    /** 16 KiB, 64 KiB, 60 seconds and plain text: the limits and the default idle timeout of an ALB. */
    public static ListenerSettings defaults() {
        return new ListenerSettings(
                16 * 1024, 64 * 1024, Duration.ofSeconds(60), ProtocolErrors.PLAIN_TEXT, Optional.empty());
    }

    /** These settings with another limit on the request line. */
    public ListenerSettings withMaxRequestLineBytes(int bytes) {
        return new ListenerSettings(bytes, maxHeaderBytes, idleTimeout, errors, identities);
    }

    /** These settings with another limit on the header fields. */
    public ListenerSettings withMaxHeaderBytes(int bytes) {
        return new ListenerSettings(maxRequestLineBytes, bytes, idleTimeout, errors, identities);
    }

    /** These settings with another idle timeout. */
    public ListenerSettings withIdleTimeout(Duration timeout) {
        return new ListenerSettings(maxRequestLineBytes, maxHeaderBytes, timeout, errors, identities);
    }

    /** These settings with another renderer of errors. */
    public ListenerSettings withErrors(ProtocolErrors renderer) {
        return new ListenerSettings(maxRequestLineBytes, maxHeaderBytes, idleTimeout, renderer, identities);
    }

    /** These settings with TLS. */
    public ListenerSettings withIdentities(ServerIdentities known) {
        return new ListenerSettings(maxRequestLineBytes, maxHeaderBytes, idleTimeout, errors, Optional.of(known));
    }
}
