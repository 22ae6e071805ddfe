package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledAction;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.alb.model.CipherNames;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HeadPolicy.Remark;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestHead;
import io.underpass.wire.TlsSession;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The line of an access log, 34 fields in AWS's order (spec 6.1).
 *
 * <p>Threads: stateless.
 */
final class AccessLogLine {

    private static final int MAX_USER_AGENT = 8 * 1024;

    private AccessLogLine() {}

    /** The line of an exchange that was over at {@code now}. */
    static String of(LoggedFacts facts, Instant now, Observers.ShownCertificates certificates) {
        Exchange exchange = facts.exchange();
        ListenerEntry at = facts.at();
        Peer peer = exchange.peer();
        StepsSince steps = facts.steps();
        boolean secure = at.listener().secure();
        TlsSession session = peer.tls().orElse(TlsFields.CALLED);
        String target = target(steps.last(TrailSteps.TARGET));
        String targetStatus = steps.last(TrailSteps.UPSTREAM_STATUS);
        Optional<Remark> remark = exchange.remark();
        String serverName = secure ? peer.serverName() : "";
        LogLine line = new LogLine()
                .bare(type(facts))
                .time(now)
                .bare(at.loadBalancer().resourceId())
                .bare(address(peer.remote()))
                .bare(target);
        times(line, steps, !targetStatus.isEmpty(), facts.responseNanos());
        return line.bare(facts.status() == 0 ? "" : Integer.toString(facts.status()))
                .bare(targetStatus)
                .bare(facts.receivedBytes())
                .bare(facts.sentBytes())
                .quoted(request(exchange, at))
                .quoted(cut(exchange.request().headers().get(FieldNames.USER_AGENT, "")))
                .bare(secure ? CipherNames.openSsl(session.cipherSuite()) : "")
                .bare(secure ? session.protocol() : "")
                .bare(steps.last(TrailSteps.TARGET_GROUP))
                .quoted(facts.traceId())
                .quoted(serverName)
                .quoted(
                        secure
                                ? certificates
                                        .arn(at.listener().arn(), serverName)
                                        .orElse("")
                                : "")
                .bare(priority(facts, steps))
                .time(facts.begunAt())
                .quoted(String.join(",", actions(facts, steps)))
                .quoted(redirect(facts))
                .quoted(steps.last(TrailSteps.ERROR_REASON))
                .quoted(target)
                .quoted(targetStatus)
                .quoted(remark.map(Remark::classification).orElse(""))
                .quoted(remark.map(Remark::reason).orElse(""))
                .bare(ConnectionId.of(peer))
                .quoted(steps.last(TrailSteps.TRANSFORMED_HOST))
                .quoted(steps.last(TrailSteps.TRANSFORMED_URI))
                .quoted(steps.last(TrailSteps.TRANSFORM_STATUS))
                .bare(HostAndPort.of(peer.local()).host())
                .toString();
    }

    /** The line of what was no request (seen on AWS; the byte counts are a guess). */
    static String ofNoRequest(Peer peer, ListenerEntry at, int status, Optional<Remark> remark, Instant now) {
        String none = "";
        boolean secure = at.listener().secure();
        TlsSession session = peer.tls().orElse(TlsFields.CALLED);
        LogLine line = new LogLine()
                .bare(secure ? "https" : "http")
                .time(now)
                .bare(at.loadBalancer().resourceId())
                .bare(address(peer.remote()))
                .bare(none);
        line.seconds(-1).seconds(-1).seconds(-1);
        line.bare(Integer.toString(status)).bare(none).bare(0).bare(0);
        line.quoted("- " + at.listener().scheme() + "://" + at.loadBalancer().dnsName() + ':'
                        + at.listener().portText() + "- -")
                .quoted(none)
                .bare(secure ? CipherNames.openSsl(session.cipherSuite()) : none)
                .bare(secure ? session.protocol() : none)
                .bare(none)
                .quoted(none)
                .quoted(none)
                .quoted(none)
                .bare(none)
                .time(now);
        for (int i = 0; i < 5; i++) {
            line.quoted(none);
        }
        return line.quoted(remark.map(Remark::classification).orElse(none))
                .quoted(remark.map(Remark::reason).orElse(none))
                .bare(ConnectionId.of(peer))
                .quoted(none)
                .quoted(none)
                .quoted(none)
                .bare(HostAndPort.of(peer.local()).host())
                .toString();
    }

    /** How long it was with the load balancer, with the target, and with the load balancer again. */
    private static void times(LogLine line, StepsSince steps, boolean answered, long responseNanos) {
        long dispatched = steps.nanosBetween(TrailSteps.LOAD_BALANCER, TrailSteps.TARGET);
        long target = answered ? steps.nanosBetween(TrailSteps.TARGET, TrailSteps.UPSTREAM_STATUS) : -1;
        line.seconds(dispatched).seconds(target).seconds(answered ? responseNanos : -1);
    }

    private static String type(LoggedFacts facts) {
        boolean secure = facts.at().listener().secure();
        if (facts.status() == 101) {
            return secure ? "wss" : "ws";
        }
        if (facts.exchange().multiplexed()) {
            return ProtocolMatch.isGrpc(facts.exchange()) ? "grpcs" : "h2";
        }
        return secure ? "https" : "http";
    }

    static String address(InetSocketAddress address) {
        return HostAndPort.of(address).toString();
    }

    /** The address of a target that is one: a function has none, and a name is followed by the address it has. */
    private static String target(String noted) {
        if (noted.startsWith("arn:")) {
            return "";
        }
        int name = noted.indexOf(" (");
        if (name < 0) {
            return noted;
        }
        String host = noted.substring(name + 2, noted.length() - 1);
        return host + noted.substring(noted.lastIndexOf(':', name), name);
    }

    /** The URL as sent, behind the name and port that it was sent to. */
    private static String request(Exchange exchange, ListenerEntry at) {
        RequestHead head = exchange.request();
        HostField host = new HostField(head.headers().get(FieldNames.HOST, ""));
        String name = host.isEmpty() ? at.loadBalancer().dnsName() : host.withoutPort();
        String version = exchange.multiplexed() ? "HTTP/2.0" : head.version().text();
        return head.method().name() + ' ' + at.listener().scheme() + "://" + name + ':'
                + at.listener().portText() + head.target() + ' ' + version;
    }

    private static String cut(String userAgent) {
        return userAgent.length() <= MAX_USER_AGENT ? userAgent : userAgent.substring(0, MAX_USER_AGENT);
    }

    /** Who comes back from a provider has a rule too, which the trail alone knows. */
    private static String priority(LoggedFacts facts, StepsSince steps) {
        return facts.rule()
                .or(() -> facts.at().listener().ruleOf(steps.last(TrailSteps.RULE)))
                .map(CompiledRule::priority)
                .map(priority -> priority == CompiledRule.DEFAULT_PRIORITY ? "0" : priority.toString())
                .orElse("");
    }

    /** In the order taken. That validating a token is called authenticating too is a guess. */
    private static List<String> actions(LoggedFacts facts, StepsSince steps) {
        List<String> actions = new ArrayList<>();
        boolean asked = facts.rule()
                .map(rule -> !rule.authentication().isEmpty())
                .orElseGet(() -> steps.has(TrailSteps.AUTHENTICATION) || steps.has(TrailSteps.ERROR_REASON));
        if (asked) {
            actions.add("authenticate");
        }
        if (facts.acted() && facts.rule().isPresent()) {
            CompiledAction action = facts.rule().get().action();
            if (steps.has(TrailSteps.TRANSFORM_STATUS)) {
                actions.add("rewrite");
            }
            if (action instanceof CompiledAction.Forward) {
                actions.add("forward");
            } else if (action instanceof CompiledAction.Redirect) {
                actions.add("redirect");
            } else {
                actions.add("fixed-response");
            }
        }
        return actions;
    }

    private static String redirect(LoggedFacts facts) {
        boolean redirected = facts.acted()
                && facts.rule()
                        .filter(rule -> rule.action() instanceof CompiledAction.Redirect)
                        .isPresent();
        return redirected ? facts.location() : "";
    }
}
