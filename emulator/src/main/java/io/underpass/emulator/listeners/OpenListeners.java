package io.underpass.emulator.listeners;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.alb.data.AlbSettings;
import io.underpass.alb.data.FlowTarget;
import io.underpass.alb.data.LoadBalancerFleet;
import io.underpass.alb.data.Lookup;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.wire.EventLoops;
import io.underpass.wire.Exchange;
import io.underpass.wire.ExchangeObserver;
import io.underpass.wire.Failure;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.HttpListener;
import io.underpass.wire.HttpService;
import io.underpass.wire.InjectedFault;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.Listening;
import io.underpass.wire.ProtocolErrors;
import io.underpass.wire.ServerIdentities;
import io.underpass.wire.TcpClient;
import io.underpass.wire.TcpListener;
import io.underpass.wire.TcpRoute;
import io.underpass.wire.WholeResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The debug door: every listener of every load balancer, bound on the loopback address as well. Whoever comes in there is
 * treated as any client of the load balancer, whatever port it had to ask for.
 *
 * <p>Threads: {@link #follow}, {@link #retry} and {@link #close} by one thread at a time, since they wait; the rest is
 * safe.
 */
public final class OpenListeners implements AutoCloseable {

    /** The tag, of a listener or else of its load balancer, that fixes the port. */
    public static final String PORT_TAG = "underpass:port";

    private static final Logger LOG = LoggerFactory.getLogger(OpenListeners.class);
    private static final int MAX_PORT = 65535;
    private static final Set<String> PASSED_ON = Set.of("TCP", "TLS");

    private final EventLoops loops;
    private final LoadBalancerFleet fleet;
    private final Function<Lookup.Found, HttpService> places;
    private final TcpClient targets;
    private final Function<String, Optional<ServerIdentities>> identities;
    private final ExchangeObserver observer;
    private final ListenerSockets<String> sockets;
    private volatile List<OpenListener> listed = List.of();
    private volatile AlbState followed = AlbState.EMPTY;

    /**
     * A door that is closed until it is told to {@link #follow}.
     *
     * @param places leads from a listener that was found to what answers for it
     * @param identities of a listener that ends TLS, by ARN; one that has none is not opened
     * @param targets connects to those of network load balancers
     * @param observer told of every exchange
     * @param drain how long requests may go on when their listener is deleted
     */
    public OpenListeners(
            EventLoops loops,
            LoadBalancerFleet fleet,
            Function<Lookup.Found, HttpService> places,
            TcpClient targets,
            Function<String, Optional<ServerIdentities>> identities,
            ExchangeObserver observer,
            Duration drain) {
        this.loops = loops;
        this.fleet = fleet;
        this.places = places;
        this.targets = targets;
        this.identities = identities;
        this.observer = observer;
        this.sockets = new ListenerSockets<>(LOG::info, drain);
    }

    /** Opens and closes what has come and gone; to be called after every publication. */
    public void follow(AlbState state) {
        followed = state;
        Map<String, ListenerSockets.Wanted<String>> wanted = new HashMap<>();
        for (LoadBalancer loadBalancer : state.loadBalancers().values()) {
            List<Listener> listeners = state.listenersOf(loadBalancer.loadBalancerArn()).values().stream()
                    .sorted(Comparator.comparing(Listener::port))
                    .toList();
            for (int i = 0; i < listeners.size(); i++) {
                add(wanted, loadBalancer, listeners.get(i), i == 0);
            }
        }
        sockets.follow(wanted);
        list();
    }

    /** Tries again what could not be opened. */
    public void retry() {
        if (sockets.hasProblems()) {
            sockets.retry();
            list();
        }
    }

    /** What is open, by the names of load balancers and the ports of listeners. */
    public List<OpenListener> listed() {
        return listed;
    }

    /** Stops accepting and lets running exchanges finish. */
    @Override
    public void close() {
        sockets.drain();
        listed = List.of();
    }

    /** Where a load balancer with several listeners has the tag, the one with the lowest port gets it (a guess). */
    private void add(
            Map<String, ListenerSockets.Wanted<String>> wanted,
            LoadBalancer loadBalancer,
            Listener listener,
            boolean first) {
        String tag = Optional.ofNullable(listener.tags().get(PORT_TAG))
                .or(() -> first ? Optional.ofNullable(loadBalancer.tags().get(PORT_TAG)) : Optional.empty())
                .orElse("0");
        Optional<Integer> port = port(tag);
        String name = "listener on port " + listener.port() + " of load balancer " + loadBalancer.loadBalancerName();
        wanted.put(
                listener.listenerArn(),
                new ListenerSockets.Wanted<>(
                        name, new InetSocketAddress(InetAddress.getLoopbackAddress(), port.orElse(0)), address -> {
                            if (port.isEmpty()) {
                                throw new IOException("its tag " + PORT_TAG + " is no port: " + tag);
                            }
                            return open(address, loadBalancer, listener);
                        }));
        sockets.find(listener.listenerArn())
                .filter(HttpListener.class::isInstance)
                .ifPresent(open -> settings(loadBalancer, listener).ifPresent(((HttpListener) open)::settings));
    }

    private static Optional<Integer> port(String tag) {
        try {
            int port = Integer.parseInt(tag.strip());
            return port >= 0 && port <= MAX_PORT ? Optional.of(port) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Listening open(InetSocketAddress address, LoadBalancer loadBalancer, Listener listener) throws IOException {
        if (!loadBalancer.network()) {
            ListenerSettings settings = settings(loadBalancer, listener)
                    .orElseThrow(() -> new IOException("no certificate is known for it"));
            return HttpListener.bind(loops, address, service(listener), observer, settings);
        }
        if (!PASSED_ON.contains(listener.protocol())) {
            throw new IOException("listeners of protocol " + listener.protocol() + " are not emulated");
        }
        String arn = listener.listenerArn();
        return TcpListener.bind(loops, address, client -> accept(arn, client), targets, fleet.flows(arn));
    }

    /** Goes by what the listener speaks now, which may not be what it spoke when it was opened. */
    private TcpRoute accept(String arn, InetSocketAddress client) {
        if (!speaks(arn, "TLS")) {
            return route(fleet.flow(arn, client));
        }
        return identities
                .apply(arn)
                .<TcpRoute>map(known -> new TcpRoute.EndingTls(known, () -> route(fleet.flow(arn, client))))
                .orElseGet(() -> new TcpRoute.Nowhere("no certificate is known for " + arn));
    }

    private boolean speaks(String arn, String protocol) {
        Listener now = followed.listeners().get(arn);
        return now != null && now.protocol().equals(protocol);
    }

    /** Limits, pages and times of a load balancer's own; empty where it ends TLS and has no certificate. */
    private Optional<ListenerSettings> settings(LoadBalancer loadBalancer, Listener listener) {
        ListenerSettings plain = ownSocket(listener);
        if (!listener.protocol().equals("HTTPS")) {
            return Optional.of(plain);
        }
        Optional<ServerIdentities> known = identities.apply(listener.listenerArn());
        return known.map(plain::withIdentities);
    }

    private ListenerSettings ownSocket(Listener listener) {
        return fleet.ownSocket(() -> fleet.find(listener.listenerArn(), "http", listener.port()));
    }

    private HttpService service(Listener listener) {
        String arn = listener.listenerArn();
        return exchange -> {
            if (speaks(arn, "HTTPS")
                    && !exchange.peer().secure()
                    && (exchange.tlsOffered() || fleet.verifiesClients(arn))) {
                plainText(exchange, listener);
            } else if (fleet.find(arn, "http", listener.port()) instanceof Lookup.Found found) {
                places.apply(found).handle(exchange);
            } else {
                refuse(exchange, "the load balancer of " + arn + " is not active yet, or gone by now");
            }
        };
    }

    /** Who speaks HTTP where TLS is spoken gets the page of a bad request (a guess). */
    private void plainText(Exchange exchange, Listener listener) {
        String reason = "the listener speaks HTTPS, not HTTP";
        exchange.trail().fail("listener", reason);
        ProtocolErrors.Reply reply = ownSocket(listener).errors().render(HttpResponseStatus.BAD_REQUEST, reason);
        WholeResponse.of(reply.status(), reply.headers(), reply.body()).sendTo(exchange);
    }

    /** A load balancer that is not there answers nothing. */
    private static void refuse(Exchange exchange, String reason) {
        exchange.trail().fail("listener", reason);
        exchange.abort(new Failure(Failure.Kind.UNREACHABLE, reason));
    }

    private TcpRoute route(FlowTarget target) {
        if (target instanceof FlowTarget.Address to) {
            return new TcpRoute.To(
                    TcpClient.address(to.host(), to.port()),
                    AlbSettings.DEFAULT.connectTimeout(),
                    to.idleTimeout(),
                    new TcpRoute.Manner(
                            to.secure(),
                            to.announced(),
                            to.clientAddressKept(),
                            cut -> fleet.flowBegins(to.registration(), cut)));
        }
        if (target instanceof FlowTarget.Listener listener) {
            return sockets.find(listener.found().listenerArn())
                    .filter(HttpListener.class::isInstance)
                    .<TcpRoute>map(open -> new TcpRoute.Into((HttpListener) open))
                    .orElseGet(() -> new TcpRoute.Nowhere(listener.found().listenerArn() + " is not open"));
        }
        if (target instanceof FlowTarget.Hit hit) {
            return hit(hit);
        }
        return new TcpRoute.Nowhere(((FlowTarget.None) target).reason());
    }

    /** On a bare connection nobody can be answered with a status: it is reset. */
    private TcpRoute hit(FlowTarget.Hit hit) {
        InjectedFault fault = hit.fault();
        TcpRoute then = fault.ends() ? new TcpRoute.Nowhere(fault.reason()) : route(hit.target());
        return fault.delay().isZero() ? then : new TcpRoute.Later(fault.delay(), then);
    }

    private void list() {
        List<OpenListener> all = new ArrayList<>();
        for (Listener listener : followed.listeners().values()) {
            LoadBalancer owner = followed.loadBalancers().get(listener.loadBalancerArn());
            Optional<Listening> open = sockets.find(listener.listenerArn());
            if (owner != null && open.isPresent()) {
                all.add(new OpenListener(
                        listener.listenerArn(),
                        owner.loadBalancerArn(),
                        owner.loadBalancerName(),
                        listener.port(),
                        listener.protocol(),
                        HostAndPort.of(open.get().address()).toString()));
            }
        }
        all.sort(Comparator.comparing(OpenListener::loadBalancerName).thenComparing(OpenListener::port));
        listed = List.copyOf(all);
    }
}
