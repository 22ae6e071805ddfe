package io.underpass.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a listener takes and how long it waits.
 *
 * <p>Threads: immutable; the supplier is safe.
 *
 * @param maxRequestLineBytes a longer request line is answered 414
 * @param maxHeaderBytes larger header fields, all together, are answered 431
 * @param maxFieldBytes a longer line of one header field, name, colon and value, is answered 431
 * @param times asked once for each connection
 * @param errors answers what is not HTTP
 * @param identities where there are any, TLS is spoken on the same port with clients that begin with it
 * @param headPolicy judges the heads of HTTP/1.x requests by their bytes
 * @param connections told what becomes of connections
 */
public record ListenerSettings(
        int maxRequestLineBytes,
        int maxHeaderBytes,
        int maxFieldBytes,
        Supplier<ClientTimes> times,
        ProtocolErrors errors,
        Optional<ServerIdentities> identities,
        Optional<HeadPolicy> headPolicy,
        ConnectionObserver connections) {

    /** 16 KiB, 64 KiB, 60 seconds and plain text: the limits and the default idle timeout of an ALB. */
    public static ListenerSettings defaults() {
        ClientTimes usual = new ClientTimes(Duration.ofSeconds(60), Optional.empty());
        return new ListenerSettings(
                16 * 1024,
                64 * 1024,
                Integer.MAX_VALUE,
                () -> usual,
                ProtocolErrors.PLAIN_TEXT,
                Optional.empty(),
                Optional.empty(),
                ConnectionObserver.NONE);
    }

    /** These settings with another limit on the request line. */
    public ListenerSettings withMaxRequestLineBytes(int bytes) {
        return new ListenerSettings(
                bytes, maxHeaderBytes, maxFieldBytes, times, errors, identities, headPolicy, connections);
    }

    /** These settings with another limit on the header fields. */
    public ListenerSettings withMaxHeaderBytes(int bytes) {
        return new ListenerSettings(
                maxRequestLineBytes, bytes, maxFieldBytes, times, errors, identities, headPolicy, connections);
    }

    /** These settings with another limit on the line of one header field. */
    public ListenerSettings withMaxFieldBytes(int bytes) {
        return new ListenerSettings(
                maxRequestLineBytes, maxHeaderBytes, bytes, times, errors, identities, headPolicy, connections);
    }

    /** These settings with another idle timeout, and connections of any age. */
    public ListenerSettings withIdleTimeout(Duration timeout) {
        ClientTimes always = new ClientTimes(timeout, Optional.empty());
        return withTimes(() -> always);
    }

    /** These settings with times that may change between connections. */
    public ListenerSettings withTimes(Supplier<ClientTimes> current) {
        return new ListenerSettings(
                maxRequestLineBytes,
                maxHeaderBytes,
                maxFieldBytes,
                current,
                errors,
                identities,
                headPolicy,
                connections);
    }

    /** These settings with another renderer of errors. */
    public ListenerSettings withErrors(ProtocolErrors renderer) {
        return new ListenerSettings(
                maxRequestLineBytes,
                maxHeaderBytes,
                maxFieldBytes,
                times,
                renderer,
                identities,
                headPolicy,
                connections);
    }

    /** These settings with TLS. */
    public ListenerSettings withIdentities(ServerIdentities known) {
        return new ListenerSettings(
                maxRequestLineBytes,
                maxHeaderBytes,
                maxFieldBytes,
                times,
                errors,
                Optional.of(known),
                headPolicy,
                connections);
    }

    /** These settings with a judge of heads. */
    public ListenerSettings withHeadPolicy(HeadPolicy policy) {
        return new ListenerSettings(
                maxRequestLineBytes,
                maxHeaderBytes,
                maxFieldBytes,
                times,
                errors,
                identities,
                Optional.of(policy),
                connections);
    }

    /** These settings with somebody who is told what becomes of connections. */
    public ListenerSettings withConnections(ConnectionObserver observer) {
        return new ListenerSettings(
                maxRequestLineBytes, maxHeaderBytes, maxFieldBytes, times, errors, identities, headPolicy, observer);
    }
}
