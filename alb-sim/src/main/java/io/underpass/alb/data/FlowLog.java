package io.underpass.alb.data;

import io.underpass.alb.LoadBalancerLogs.Kind;
import io.underpass.alb.LoadBalancerLogs.Log;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.LogSettings.Destination;
import io.underpass.alb.model.CipherNames;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.Peer;
import io.underpass.wire.TlsSession;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line of the access log of a network load balancer for one connection whose TLS it ends; of others there is none
 * (AWS: "Access logs for your Network Load Balancer"). The field for the server name has it as it was asked for; what was
 * offered and agreed on by ALPN is told by listeners with a policy for that, which there is none here.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class FlowLog {

    private static final Logger LOG = LoggerFactory.getLogger(FlowLog.class);
    private static final String VERSION = "2.0";

    private final ListenerEntry at;
    private final Destination place;
    private final Phases phases;
    private final Instant begunAt;
    private final long begunNanos = System.nanoTime();
    private Peer client;
    private String serverName = "";
    private OptionalLong handshakeNanos = OptionalLong.empty();
    private long receivedBytes;
    private long sentBytes;
    private boolean written;

    private FlowLog(ListenerEntry at, Destination place, Phases phases, Peer client) {
        this.at = at;
        this.place = place;
        this.phases = phases;
        this.client = client;
        this.begunAt = phases.clock().instant();
    }

    /** That of a connection which begins; empty where none is kept. */
    static Optional<FlowLog> of(ListenerEntry at, Phases phases, Peer client) {
        return at.listener().secure() && phases.observers().log()
                ? at.loadBalancer().logs().access().map(place -> new FlowLog(at, place, phases, client))
                : Optional.empty();
    }

    /** TLS was agreed on. */
    void secured(Peer agreed, long nanos) {
        client = agreed;
        serverName = agreed.serverName();
        handshakeNanos = OptionalLong.of(nanos);
    }

    /** It was not. */
    void notSecured(String asked) {
        serverName = asked;
    }

    void received(long bytes) {
        receivedBytes += bytes;
    }

    void sent(long bytes) {
        sentBytes += bytes;
    }

    /** The connection is over: a line that cannot be written is nobody's failure. */
    void write() {
        if (written) {
            return;
        }
        written = true;
        try {
            Instant now = phases.clock().instant();
            Log log = AccessLog.log(Kind.ACCESS, at.loadBalancer(), place);
            phases.observers().logs().write(log, now, line(now));
        } catch (RuntimeException e) {
            LOG.error("a connection to {} could not be logged", at.listener().arn(), e);
        }
    }

    private String line(Instant now) {
        String none = "";
        String arn = at.listener().arn();
        Optional<TlsSession> session = client.tls();
        InetSocketAddress destination =
                new InetSocketAddress(client.local().getAddress(), at.listener().port());
        return new LogLine()
                .bare("tls")
                .bare(VERSION)
                .second(now)
                .bare(at.loadBalancer().resourceId())
                .bare(arn.substring(arn.lastIndexOf('/') + 1))
                .bare(HostAndPort.of(client.remote()).toString())
                .bare(HostAndPort.of(destination).toString())
                .bare(millis(System.nanoTime() - begunNanos))
                .bare(handshakeNanos.isPresent() ? Long.toString(millis(handshakeNanos.getAsLong())) : none)
                .bare(receivedBytes)
                .bare(sentBytes)
                .bare(none) // What the client has complained of, the Java runtime does not tell.
                .bare(session.flatMap(
                                agreed -> phases.observers().certificates().arn(arn, serverName))
                        .orElse(none))
                .bare(none)
                .bare(session.map(agreed -> CipherNames.openSsl(agreed.cipherSuite()))
                        .orElse(none))
                .bare(session.map(agreed -> version(agreed.protocol())).orElse(none))
                .bare(none)
                .bare(serverName)
                .bare(none)
                .bare(none)
                .bare(none)
                .second(begunAt)
                .toString();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** {@code tlsv12} for {@code TLSv1.2}. */
    private static String version(String protocol) {
        return protocol.toLowerCase(Locale.ROOT).replace(".", "");
    }
}
