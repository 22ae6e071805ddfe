package io.underpass.emulator.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.Certificates;
import io.underpass.alb.LoadBalancerPlaces;
import io.underpass.alb.Targets;
import io.underpass.alb.data.FaultPoints;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.aws.Scope;
import io.underpass.emulator.clock.ShownTime;
import io.underpass.emulator.faults.CarriedFault;
import io.underpass.emulator.faults.FaultSites;
import io.underpass.emulator.faults.Faults;
import io.underpass.emulator.journal.Journal;
import io.underpass.emulator.node.Report.ExchangeSeen;
import io.underpass.emulator.node.Report.StraightSeen;
import io.underpass.wire.FaultPoint;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes. A load balancer whose name one has registered runs there from then on, also while the node is gone; until
 * somebody takes the node off the list.
 *
 * <p>Threads: confined to the control thread; {@link #placements}, {@link #signingKey} and the port of {@link
 * LoadBalancerPlaces} may be read by any.
 */
public final class NodeRegistry implements LoadBalancerPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(NodeRegistry.class);

    /** Longer than a load balancer may wait for a target: the node answers 504 first. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(4100);

    /** Of the keys that nodes have signed with. */
    private static final int MAX_SIGNING_KEYS = 100;

    private final NodeSettings settings;
    private final Scope defaultScope;
    private final Targets connections;
    private final HopStreams streams;
    private final String hopName;
    private final InstantSource clock;
    private final Hops hops;
    private final HopTexts texts = new HopTexts();
    private final Journal journal;
    private final Map<String, RegisteredNode> nodes = new TreeMap<>();
    private final NodeCounts counts = new NodeCounts();
    private AlbState state = AlbState.EMPTY;
    private Runnable moved = () -> {};
    private Certificates certificates = Certificates.NONE;
    private long version;
    private boolean stopping;
    private volatile Placements placements = Placements.NONE;
    private Faults faults = new Faults(new FaultSites(new FaultPoint(), new FaultPoints()));
    private volatile boolean any;
    private volatile ShownTime time = ShownTime.MACHINE;
    private volatile Runnable followed = () -> {};
    private volatile List<NodeContact> contacts = List.of();
    private long forgotten;
    private volatile Map<String, String> signingKeys = Map.of();

    /**
     * No nodes yet.
     *
     * @param defaultScope where the load balancers of nodes that name no region are
     * @param connections how nodes are reached
     * @param remembered how many requests are remembered until a node reports what became of them
     * @param journal gets the requests that went to nodes without the edge
     * @param streams how nodes are reached by HTTP/2
     */
    public NodeRegistry(
            NodeSettings settings,
            Scope defaultScope,
            Targets connections,
            int remembered,
            Journal journal,
            InstantSource clock,
            HopStreams streams) {
        this.streams = streams;
        this.hopName = settings.token().map(HopMark::serverName).orElse("");
        this.settings = settings;
        this.defaultScope = defaultScope;
        this.connections = connections;
        this.clock = clock;
        this.hops = new Hops(remembered, settings.token().map(HopMark::of).orElse(""));
        this.journal = journal;
        this.version = clock.millis();
        for (String expected : settings.expected()) {
            NodeName name = name(expected, "");
            Poll none = new Poll(expected, "", "", "", 0, 0, List.of());
            nodes.put(
                    key(name),
                    new RegisteredNode(
                            none, NodeContact.expected(name, settings.goneAfter(), clock.millis()), ++version));
        }
        any = !nodes.isEmpty();
    }

    /** Has {@code listener} told whenever another load balancer runs on a node, or one no longer does. */
    public void whenMoved(Runnable listener) {
        moved = listener;
    }

    /** Has the listeners of nodes show {@code held}; after a change of these, {@link #follow} is to be called. */
    public void show(Certificates held) {
        certificates = held;
    }

    /**
     * Has what is to go wrong do so on nodes too.
     *
     * @param controlThread where nodes are told of changes
     */
    public void hitBy(Faults toGoWrong, Executor controlThread) {
        faults = toGoWrong;
        toGoWrong.alsoAt(() -> {
            CompletableFuture<Void> known = new CompletableFuture<>();
            if (!any) {
                known.complete(null);
                return known;
            }
            try {
                controlThread.execute(() -> {
                    assignAll();
                    whenSettled(known);
                });
            } catch (RejectedExecutionException e) {
                known.complete(null); // The emulator stops, or is too busy to wait for.
            }
            return known;
        });
    }

    /** Completes {@code known} when each node that is there serves what it is to serve, or cannot. */
    void whenSettled(CompletableFuture<Void> known) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (RegisteredNode node : nodes.values()) {
            CompletableFuture<Void> one = new CompletableFuture<>();
            node.whenSettled(one, clock.millis());
            all.add(one);
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenRun(() -> known.complete(null));
    }

    /** Has nodes told what is new to them. */
    void assignAll() {
        nodes.values().forEach(this::assign);
    }

    /** Whether there are any, also such as are expected. Safe. */
    boolean any() {
        return any;
    }

    /** What the clock shows from now on: nodes hear of it with what is new to them next. Safe. */
    public void goBy(ShownTime shown) {
        time = shown;
    }

    /** Has {@code listener} told, on the control thread, whenever a node goes by another time; in the place of the last. Safe. */
    void whenFollowed(Runnable listener) {
        followed = listener;
    }

    /** The names of those that are there and do not go by the time that the clock shows. Safe. */
    List<String> behind() {
        return late().map(contact -> contact.node().name()).toList();
    }

    /** Whether those that are there go by the time that the clock shows, or have said that they cannot. Safe. */
    boolean haveFollowed() {
        return late().allMatch(NodeContact::refuses);
    }

    private Stream<NodeContact> late() {
        long now = clock.millis();
        ShownTime shown = time;
        return contacts.stream()
                .filter(contact -> contact.isThere(now) && !contact.goesBy().equals(Optional.of(shown)));
    }

    /** Forgets what requests have left behind. */
    public void forgetRequests() {
        counts.forget();
        forgotten = ++version;
        assignAll();
    }

    /** What the load balancers of nodes have counted; of the control thread alone. */
    public NodeCounts counts() {
        return counts;
    }

    /** Where each load balancer runs. */
    public Placements placements() {
        return placements;
    }

    @Override
    public Optional<String> address(String loadBalancerArn) {
        return placements.host(loadBalancerArn);
    }

    /** Takes over a newly published state; to be called after every publication, before requests see it. */
    public void follow(AlbState newState) {
        state = newState;
        counts.keepOnly(arn -> newState.loadBalancers().containsKey(arn)
                || newState.targetGroups().containsKey(arn));
        nodes.values().forEach(this::assign);
        place();
    }

    /** Takes a node's poll; gives why it is not taken, or nothing where it will be answered. */
    Optional<String> poll(Poll poll, WaitingPoll answer, String seenAs) {
        NodeName name = name(poll.name(), poll.region());
        String host = poll.advertise().isEmpty() ? seenAs : poll.advertise();
        long now = clock.millis();
        RegisteredNode known = nodes.get(key(name));
        if (known == null) {
            known = new RegisteredNode(poll, contact(name, host, now, poll), ++version);
            nodes.put(key(name), known);
            any = true;
            LOG.info("node {} at {} has registered", name.name(), host);
            assign(known);
            place();
            moved.run();
        } else if (!known.instance().equals(poll.instance())
                || !known.contact().host().equals(host)) {
            boolean rival = !known.instance().equals(poll.instance())
                    && !known.contact().host().equals(host)
                    && known.contact().isThere(now);
            if (rival) {
                return Optional.of("Another node already runs the load balancer " + name.name() + ", at "
                        + known.contact().host() + "; " + known.contact().lastHeard(now));
            }
            LOG.info("node {} is at {} now", name.name(), host);
            if (!known.instance().equals(poll.instance())) {
                faults.gone(known.instance());
                counts.gone(known.instance(), known.loadBalancerArn().orElse(""));
            }
            NodeContact there = contact(name, host, now, poll);
            if (known.instance().equals(poll.instance())) {
                known.contact().goesBy().ifPresent(there::goesBy);
            }
            known.replaced(there, poll);
            assign(known);
            place();
        }
        known.contact().heard(now);
        known.contact().refuses(poll.refused() != 0);
        if (poll.version() != 0 || poll.refused() != 0) {
            known.contact().settled(Math.max(poll.version(), poll.refused()));
        }
        known.polled(poll, answer);
        if (stopping) {
            known.release();
        }
        return Optional.empty();
    }

    /** Takes a node's report; false where the node has to register first. */
    boolean report(Report report) {
        RegisteredNode known = nodes.get(key(name(report.name(), report.region())));
        if (known == null || !known.instance().equals(report.instance())) {
            return false;
        }
        known.contact().heard(clock.millis());
        known.reported(report);
        faults.reported(report.instance(), report.faultHits());
        keep(report.signingKeys());
        report.counted().ifPresent(counted -> counts.take(report.instance(), counted));
        report.log().forEach(line -> LOG.info("node {}: {}", report.name(), line));
        report.exchanges().forEach(exchange -> reported(known.contact(), exchange));
        if (!known.contact().goesBy().equals(Optional.of(report.time()))) {
            known.contact().goesBy(report.time()); // Last: whoever waits for it looks at the rest next.
            followed.run();
        }
        return true;
    }

    /** Also the keys of nodes that have started anew: what they signed before is good for a while. */
    private void keep(Map<String, String> keys) {
        if (!signingKeys.keySet().containsAll(keys.keySet())) {
            Map<String, String> kept = new LinkedHashMap<>(signingKeys);
            kept.putAll(keys);
            kept.keySet().removeAll(List.copyOf(kept.keySet()).subList(0, Math.max(0, kept.size() - MAX_SIGNING_KEYS)));
            signingKeys = kept;
        }
    }

    /** The public key with this id, in PEM, by which the targets of a node verify what they are told of people. Safe. */
    public Optional<String> signingKey(String id) {
        return Optional.ofNullable(signingKeys.get(id));
    }

    private void reported(NodeContact node, ExchangeSeen exchange) {
        if (exchange.straight().isEmpty()) {
            hops.find(exchange.hop()).ifPresent(hop -> hop.reported(exchange));
            return;
        }
        Hop hop = new Hop("", "node " + node.node().name() + " at " + node.host() + ", without the edge");
        hop.reported(exchange);
        Trail trail = new Trail();
        trail.note(NodeUpstream.NODE, hop);
        StraightSeen seen = exchange.straight().get();
        journal.add(seen.endedAtMillis(), seen.client(), seen.httpMethod(), seen.target(), seen.completion(), trail);
    }

    /** A node says that it stops. */
    void leave(Report last) {
        if (report(last)) {
            Optional.ofNullable(nodes.get(key(name(last.name(), last.region()))))
                    .ifPresent(node -> {
                        node.contact().left();
                        counts.left(node.loadBalancerArn().orElse(""));
                    });
        }
    }

    /** Forgets a node, so that its load balancer runs in this process again; false where there is none of that name. */
    boolean forget(String name, String region) {
        RegisteredNode known = nodes.remove(key(name(name, region)));
        if (known == null) {
            return false;
        }
        known.release();
        counts.gone(known.instance(), known.loadBalancerArn().orElse(""));
        place();
        moved.run();
        return true;
    }

    /** The node that runs the load balancer which has the target group; empty where none does. */
    Optional<RegisteredNode> ofTargetGroup(String targetGroupArn) {
        return nodes.values().stream()
                .filter(node -> node.part().targetGroups().containsKey(targetGroupArn))
                .findFirst();
    }

    /** All nodes, for people. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("nodes");
        nodes.values().forEach(node -> list.add(node.toJson(clock.millis())));
        return json;
    }

    /** The edge stops: lets the nodes that wait go, and lets none wait any more. */
    public void release() {
        stopping = true;
        nodes.values().forEach(RegisteredNode::release);
    }

    private NodeContact contact(NodeName name, String host, long now, Poll first) {
        NodeContact contact = new NodeContact(name, host, settings.goneAfter(), now);
        if (first.version() == 0 && first.refused() == 0) {
            contact.goesBy(ShownTime.MACHINE); // Nobody has told it anything else.
        }
        return contact;
    }

    private NodeName name(String name, String region) {
        return new NodeName(region.isEmpty() ? defaultScope : new Scope(defaultScope.account(), region), name);
    }

    private static String key(NodeName name) {
        return name.scope().region() + '/' + name.name();
    }

    private void assign(RegisteredNode node) {
        NodeName name = node.contact().node();
        AlbState part = state.loadBalancers().values().stream()
                .filter(loadBalancer -> loadBalancer.loadBalancerName().equals(name.name())
                        && loadBalancer.scope().equals(name.scope()))
                .findFirst()
                .map(loadBalancer -> state.only(loadBalancer.loadBalancerArn()))
                .orElse(AlbState.EMPTY);
        Map<String, Certificates.Pair> shown = new TreeMap<>();
        for (Listener listener : part.listeners().values()) {
            listener.tls()
                    .ifPresent(tls -> Stream.concat(Stream.of(tls.certificateArn()), tls.moreCertificateArns().stream())
                            .forEach(arn -> certificates.find(arn).ifPresent(pair -> shown.put(arn, pair))));
        }
        List<CarriedFault> goingWrong = faults.carriedTo(node.instance());
        Assignment next = new Assignment(version + 1, part, shown, goingWrong, time, forgotten);
        if (!next.equals(node.assignment().at(version + 1))) {
            version++;
            node.assign(next, clock.millis());
        }
    }

    private void place() {
        Map<String, NodeContact> byLoadBalancer = new HashMap<>();
        Map<String, NodeUpstream> byListener = new HashMap<>();
        for (RegisteredNode node : nodes.values()) {
            node.loadBalancerArn().ifPresent(arn -> byLoadBalancer.put(arn, node.contact()));
            for (Listener listener : node.part().listeners().values()) {
                byListener.put(
                        listener.listenerArn(),
                        upstream(node.contact(), listener, node.change(listener.listenerArn())));
            }
        }
        placements = new Placements(byLoadBalancer, byListener);
        contacts = nodes.values().stream().map(RegisteredNode::contact).toList();
    }

    private NodeUpstream upstream(NodeContact contact, Listener listener, NodeChange change) {
        Upstream pooled = connections.to(contact.host(), listener.port(), settings.connectTimeout(), RESPONSE_TIMEOUT);
        String arn = listener.listenerArn();
        Optional<Upstream> multiplexed = listener.tls()
                .map(tls -> streams.to(
                        hopName, contact.host(), listener.port(), settings.connectTimeout(), RESPONSE_TIMEOUT));
        return new NodeUpstream(
                contact,
                change,
                listener.loadBalancerArn(),
                arn,
                listener.port(),
                pooled,
                hops,
                texts,
                listener.tls().isPresent(),
                clock,
                () -> placements.onNode(arn),
                multiplexed);
    }
}
