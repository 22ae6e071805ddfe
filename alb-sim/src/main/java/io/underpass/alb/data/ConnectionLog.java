package io.underpass.alb.data;

import io.underpass.alb.LoadBalancerLogs.Kind;
import io.underpass.alb.LoadBalancerLogs.Log;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.LogSettings.Destination;
import io.underpass.alb.model.CipherNames;
import io.underpass.wire.ConnectionObserver;
import io.underpass.wire.HeadPolicy.Remark;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.Peer;
import io.underpass.wire.TlsSession;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the connections to one socket of a load balancer and writes those down whose load balancer keeps a connection log
 * (spec 6.2). What is no request counts, and goes into the access log, from here too.
 *
 * <p>Threads: safe; called on event loops.
 */
final class ConnectionLog implements ConnectionObserver {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);

    private final Supplier<Optional<ListenerEntry>> at;
    private final Phases phases;
    private final Observers observers;

    /** Of the listener that {@code at} finds whenever it is asked. */
    ConnectionLog(Supplier<Optional<ListenerEntry>> at, Phases phases) {
        this.at = at;
        this.phases = phases;
        this.observers = phases.observers();
    }

    @Override
    public Runnable accepted() {
        Optional<ListenerEntry> entry = at.get();
        if (entry.isEmpty()) {
            return () -> {};
        }
        // What is counted here ends here, whoever has the socket by then.
        MetricCounters counters =
                observers.metrics().ofListener(entry.get().listener().arn());
        counters.count(LoadBalancerMetric.NEW_CONNECTION_COUNT);
        counters.count(LoadBalancerMetric.ACTIVE_CONNECTION_COUNT, 1);
        return () -> counters.count(LoadBalancerMetric.ACTIVE_CONNECTION_COUNT, -1);
    }

    @Override
    public void established(Peer peer, long handshakeNanos) {
        OptionalLong handshake = peer.secure() ? OptionalLong.of(handshakeNanos) : OptionalLong.empty();
        write(peer, peer.tls(), handshake, peer.secure() ? "Success" : "");
    }

    @Override
    public void failed(Peer peer, Optional<TlsSession> session, Throwable cause) {
        at.get()
                .ifPresent(entry -> observers
                        .metrics()
                        .ofListener(entry.listener().arn())
                        .count(LoadBalancerMetric.CLIENT_TLS_NEGOTIATION_ERROR));
        write(peer, session, OptionalLong.empty(), "Failed:" + TlsFailures.code(cause));
    }

    @Override
    public void refused(Peer peer, int status, Optional<Remark> remark) {
        Optional<ListenerEntry> entry = at.get();
        if (entry.isEmpty()) {
            return;
        }
        MetricCounters counters =
                observers.metrics().ofListener(entry.get().listener().arn());
        counters.answeredItself(status);
        if (remark.isPresent()) {
            counters.count(LoadBalancerMetric.DESYNC_NON_COMPLIANT);
        }
        AccessLog.of(entry.get().loadBalancer(), phases)
                .ifPresent(log -> log.refused(peer, entry.get(), status, remark));
    }

    /**
     * Writes a line where a log is kept.
     *
     * @param handshakeNanos how long TLS took to be agreed on; empty where it was not
     * @param status how that went; empty where the connection speaks no TLS
     */
    private void write(Peer peer, Optional<TlsSession> session, OptionalLong handshakeNanos, String status) {
        Optional<ListenerEntry> entry = at.get();
        Optional<Destination> place =
                entry.flatMap(found -> found.loadBalancer().logs().connections());
        if (entry.isEmpty() || place.isEmpty() || !observers.log()) {
            return;
        }
        try {
            Instant now = phases.clock().instant();
            Log log = AccessLog.log(Kind.CONNECTION, entry.get().loadBalancer(), place.get());
            observers.logs().write(log, now, line(peer, entry.get(), session, handshakeNanos, status, now));
        } catch (RuntimeException e) {
            LOG.error(
                    "a connection to {} could not be logged",
                    entry.get().listener().arn(),
                    e);
        }
    }

    private static String line(
            Peer peer,
            ListenerEntry entry,
            Optional<TlsSession> session,
            OptionalLong handshakeNanos,
            String status,
            Instant now) {
        Optional<ClientCertificate> shown = session.flatMap(ClientCertificate::of);
        return new LogLine()
                .time(now)
                .bare(HostAndPort.of(peer.remote()).host())
                .bare(peer.remote().getPort())
                .bare(entry.listener().port())
                .bare(session.map(TlsSession::protocol).orElse(""))
                .bare(session.map(found -> CipherNames.openSsl(found.cipherSuite()))
                        .orElse(""))
                .bare(
                        handshakeNanos.isEmpty()
                                ? ""
                                : new LogLine()
                                        .seconds(handshakeNanos.getAsLong())
                                        .toString())
                .quoted(shown.map(ClientCertificate::subject).orElse(""))
                .bare(shown.map(ClientCertificate::validity).orElse(""))
                .bare(shown.map(ClientCertificate::serialNumber).orElse(""))
                .bare(status)
                .bare(ConnectionId.of(peer))
                .bare(session.map(TlsSession::keyExchange).orElse(""))
                .bare(entry.loadBalancer().resourceId())
                .bare(HostAndPort.of(peer.local()).host())
                .toString();
    }
}
