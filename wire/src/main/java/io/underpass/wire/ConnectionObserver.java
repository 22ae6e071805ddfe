package io.underpass.wire;

import java.util.Optional;

/**
 * Told what becomes of the connections that a listener accepts, requests apart.
 *
 * <p>Threads: called on the connection's event loop; must not block.
 */
public interface ConnectionObserver {

    /** Wants to know nothing. */
    ConnectionObserver NONE = new ConnectionObserver() {
        @Override
        public Runnable accepted() {
            return () -> {};
        }

        @Override
        public void established(Peer peer, long handshakeNanos) {}

        @Override
        public void failed(Peer peer, Optional<TlsSession> session, Throwable cause) {}

        @Override
        public void refused(Peer peer, int status, Optional<HeadPolicy.Remark> remark) {}
    };

    /**
     * A client has connected.
     *
     * @return called once the connection is gone
     */
    Runnable accepted();

    /**
     * Requests may come from now on.
     *
     * @param peer the very object that these are going to have
     * @param handshakeNanos how long TLS took to be agreed on; 0 without TLS
     */
    void established(Peer peer, long handshakeNanos);

    /**
     * TLS was not agreed on.
     *
     * @param session as far as that came
     */
    void failed(Peer peer, Optional<TlsSession> session, Throwable cause);

    /**
     * What came was no request, and was answered with {@code status}.
     *
     * @param remark what a {@link HeadPolicy} that refused it has noticed
     */
    void refused(Peer peer, int status, Optional<HeadPolicy.Remark> remark);
}
