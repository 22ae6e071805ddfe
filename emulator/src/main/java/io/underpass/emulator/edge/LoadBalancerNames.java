package io.underpass.emulator.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.underpass.alb.data.DnsMatch;
import io.underpass.alb.data.LoadBalancerFleet;
import io.underpass.alb.data.Lookup;
import io.underpass.wire.Exchange;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.HttpService;
import io.underpass.wire.RequestHead;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The DNS names of load balancers at the edge port. An internet-facing one is served, its listener chosen by the port in
 * the Host field; an internal one answers nobody but its VPC link, so its name is refused.
 *
 * <p>Threads: safe; called on event loops.
 */
final class LoadBalancerNames implements HttpService {

    /** For who looks for load balancers where other emulators have them. */
    static final String HOW_TO_CALL = "A load balancer that is internet-facing answers to a request whose Host is its"
            + " DNSName; an internal one only to its VPC link; start --open-listeners gives every listener a port of its own";

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final LoadBalancerFleet fleet;
    private final Function<Lookup.Found, HttpService> places;
    private final SigningKeys signingKeys;

    LoadBalancerNames(LoadBalancerFleet fleet, Function<Lookup.Found, HttpService> places, SigningKeys signingKeys) {
        this.fleet = fleet;
        this.places = places;
        this.signingKeys = signingKeys;
    }

    /** Whether the Host of {@code head} is a name that load balancers, of applications or of networks, have. */
    static boolean owns(RequestHead head) {
        String name = CallerPolicy.hostName(host(head));
        return name.contains(".elb.")
                && (name.endsWith(".amazonaws.com")
                        || name.endsWith(".amazonaws.com.cn")
                        || name.contains(".elb.localhost")); // as other emulators call them
    }

    @Override
    public void handle(Exchange exchange) {
        String host = host(exchange.request());
        String name = CallerPolicy.hostName(host);
        if (SigningKeys.isHost(name)) {
            signingKeys.handle(exchange);
            return;
        }
        Optional<DnsMatch> match = fleet.byDnsName(name);
        if (match.isEmpty()) {
            refuse(exchange, 404, "There is no load balancer with the DNS name " + name + ". " + HOW_TO_CALL);
            return;
        }
        exchange.trail().note("loadBalancer", match.get().loadBalancerArn());
        if (match.get().internal()) {
            refuse(
                    exchange,
                    403,
                    name + " is an internal load balancer: nobody but its VPC link reaches it. Call it through a REST"
                            + " API whose integration names the link as connectionId and the load balancer as"
                            + " integrationTarget");
            return;
        }
        Lookup lookup = find(name, host, exchange.peer().secure());
        if (lookup instanceof Lookup.Found found) {
            if (fleet.verifiesClients(found.listenerArn()) && !isVerified(exchange, name)) {
                refuse(exchange, 403, name + " lets in only clients that show a certificate to this very name");
                return;
            }
            places.apply(found).handle(exchange);
        } else if (lookup instanceof Lookup.NoListener none) {
            refuse(exchange, 503, none.reason());
        } else if (lookup instanceof Lookup.NotEmulated missing) {
            refuse(exchange, 503, name + " takes no requests over " + missing.reason() + ": it is not emulated");
        } else if (lookup instanceof Lookup.NotActive waiting) {
            refuse(exchange, 503, "The load balancer " + name + " is " + waiting.state());
        } else {
            refuse(exchange, 404, "There is no load balancer with the DNS name " + name);
        }
    }

    /** At the edge port a client may have come in under another name, to which it had to show nothing. */
    private static boolean isVerified(Exchange exchange, String name) {
        return exchange.peer().clientCertificate().isPresent()
                && exchange.peer().serverName().equalsIgnoreCase(name);
    }

    /** Who has come by TLS means a listener with TLS, unless there is none: then TLS ends at the edge port. */
    private Lookup find(String name, String host, boolean secure) {
        if (secure) {
            Lookup lookup = fleet.findByDnsName(name, "https", port(host, HTTPS_PORT));
            if (!(lookup instanceof Lookup.NoListener)) {
                return lookup;
            }
        }
        return fleet.findByDnsName(name, "http", port(host, HTTP_PORT));
    }

    private static void refuse(Exchange exchange, int status, String reason) {
        exchange.trail().fail("loadBalancer", reason);
        Answer.message(exchange, status, reason);
    }

    private static String host(RequestHead head) {
        return head.headers().get(HttpHeaderNames.HOST, "");
    }

    private static int port(String host, int byDefault) {
        return HostAndPort.parse(host)
                .map(HostAndPort::port)
                .orElse(OptionalInt.empty())
                .orElse(byDefault);
    }
}
