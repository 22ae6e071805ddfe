package io.underpass.emulator.assembly;

import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.gateway.PrivateLinks.Security;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.TlsCall;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import io.underpass.wire.UpstreamTimeouts;

/**
 * The way through a link to a listener that passes TLS on unread: it ends with a target, which must be the server that
 * the integration's uri names.
 *
 * <p>Threads: safe; each call is confined to the event loop of its request.
 */
record EndToEndTls(SecuredListeners listeners, Upstream upstream, Endpoint endpoint, Security security)
        implements Upstream, TlsCall {

    @Override
    public Flow send(UpstreamRequest request, ResponseSink sink) {
        return upstream.send(request.over(this), sink);
    }

    @Override
    public Upstream to(String host, int port, UpstreamTimeouts timeouts, byte[] preface) {
        return listeners.server(endpoint, security, host, port, timeouts, preface);
    }

    @Override
    public Upstream within(String end, Upstream plain) {
        return listeners.way(end, plain, endpoint, security);
    }
}
