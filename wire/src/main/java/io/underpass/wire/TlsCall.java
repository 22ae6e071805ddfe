package io.underpass.wire;

/**
 * How the sender of a request speaks TLS with the one who ends it, where only the way of the request shows who that is.
 *
 * <p>Threads: safe; called on event loops, never blocking.
 */
public interface TlsCall {

    /**
     * The way to a server, which must be the one that the sender means.
     *
     * @param host an address or a name
     * @param preface goes before TLS on each connection; empty for none
     */
    Upstream to(String host, int port, UpstreamTimeouts timeouts, byte[] preface);

    /**
     * The way to somebody in this process who ends TLS.
     *
     * @param end who, by a name that is known to whoever made this
     * @param plain the way without TLS
     */
    Upstream within(String end, Upstream plain);
}
