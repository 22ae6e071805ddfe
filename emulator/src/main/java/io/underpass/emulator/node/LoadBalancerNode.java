package io.underpass.emulator.node;

import io.netty.channel.EventLoop;
import io.underpass.alb.LoadBalancerLogs;
import io.underpass.alb.Targets;
import io.underpass.alb.data.AlbSettings;
import io.underpass.aws.Ids;
import io.underpass.aws.state.StateJson;
import io.underpass.aws.state.UnreadableState;
import io.underpass.emulator.clock.ShownTime;
import io.underpass.emulator.clock.VirtualClock;
import io.underpass.emulator.node.ControllerClient.Reply;
import io.underpass.emulator.node.Report.TargetSeen;
import io.underpass.wire.EventLoops;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One load balancer as a process of its own. It asks the edge for its state, serves that on sockets, checks the targets
 * from where it stands, and tells the edge what it finds. While the edge is away it goes on with what it last had.
 *
 * <p>Threads: {@link #start}, {@link #status} and {@link #stop} are safe; everything else runs on the worker, one task
 * after the other.
 */
public final class LoadBalancerNode {

    private static final Duration LAST_WORD = Duration.ofSeconds(2);
    private static final Duration RETRY_LISTENERS = Duration.ofSeconds(5);

    private final NodeProcessSettings settings;
    private final EventLoop eventLoop;
    private final Executor worker;
    private final NodeLog log;
    private final ServedState served;
    private final SeenExchanges exchanges;
    private final NodeListeners listeners;
    private final ControllerClient controller;
    private final Reporter reporter;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final String instance;
    private final VirtualClock clock;
    private Optional<ShownTime> told = Optional.empty();
    private ShownTime followed = ShownTime.MACHINE;
    private long version;
    private long refused;
    private List<String> reasons = List.of();
    private String problem = "";
    private boolean ready;
    private boolean stopped;
    private boolean drained;
    private volatile NodeStatus status = NodeStatus.CONNECTING;

    /**
     * A node that does nothing yet.
     *
     * @param targets how targets and the edge are reached
     * @param worker one thread, for what takes time
     * @param traceIds called once a request, on event loops
     * @param clock moved by the edge's
     * @param watcher told in words what happens
     * @param services what the rules of its load balancer may call
     * @param logs takes what the load balancer logs
     */
    public LoadBalancerNode(
            NodeProcessSettings settings,
            EventLoops loops,
            Targets targets,
            Executor worker,
            Ids traceIds,
            VirtualClock clock,
            Consumer<String> watcher,
            NodeServices services,
            LoadBalancerLogs logs) {
        this.settings = settings;
        this.clock = clock;
        this.eventLoop = loops.next();
        this.worker = worker;
        this.log = new NodeLog(watcher);
        this.exchanges = new SeenExchanges(clock);
        this.instance = traceIds.uuid();
        this.served = new ServedState(
                eventLoop,
                targets,
                worker,
                traceIds,
                clock,
                AlbSettings.DEFAULT.withCookieKey(CookieKey.of(settings.token())),
                services,
                logs);
        String mark = HopMark.of(settings.token());
        HopIdentity hops = new HopIdentity(HopMark.serverName(settings.token()), worker);
        this.listeners = new NodeListeners(
                loops,
                port -> new NodeService(
                        served.fleet(),
                        served::loadBalancerArn,
                        port,
                        () -> movedFrom(port),
                        mark,
                        hops,
                        new HopPeers()),
                port -> served.fleet().ownSocket(() -> served.find(port)),
                port -> hops.before(served.identities(port)),
                exchanges,
                log,
                settings.drain());
        this.controller = new ControllerClient(settings, targets, eventLoop, worker);
        CountsToTell counts = new CountsToTell(served.metrics());
        this.reporter = new Reporter(
                new Reporter.Node() {
                    @Override
                    public Report report(List<TargetSeen> seen, List<Report.ExchangeSeen> done, List<String> lines) {
                        return new Report(
                                settings.name(),
                                settings.region(),
                                instance,
                                seen,
                                listeners.seen(),
                                exchanges.counters(),
                                done,
                                lines,
                                served.fleet().publicKeys(),
                                Optional.of(counts.next()),
                                served.faults().hitsHere(),
                                followed);
                    }

                    @Override
                    public void taken() {
                        counts.taken();
                    }

                    @Override
                    public List<TargetSeen> targets() {
                        return served.targets();
                    }
                },
                controller,
                exchanges,
                log,
                this::later);
    }

    /** Begins. */
    public void start() {
        log.say("Waiting for the state of load balancer " + settings.name() + " from " + controller);
        later(Duration.ZERO, this::poll);
        later(Duration.ZERO, reporter::tick);
        later(RETRY_LISTENERS, this::retryListeners);
    }

    /** How it is now. */
    public NodeStatus status() {
        return status;
    }

    /** Says good-bye to the edge, stops accepting and lets running requests finish; completes when that is done. */
    public CompletableFuture<Void> stop() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        later(Duration.ZERO, () -> {
            stopped = true;
            status = NodeStatus.STOPPING;
            reporter.leave(() -> drain(done));
            later(LAST_WORD, () -> drain(done));
        });
        return done;
    }

    /** Once the edge knows, or does not listen; whichever comes first. Then it is told what was counted meanwhile. */
    private void drain(CompletableFuture<Void> done) {
        if (!drained) {
            drained = true;
            listeners.drain();
            reporter.leave(() -> end(done));
            later(LAST_WORD, () -> end(done));
        }
    }

    private void end(CompletableFuture<Void> done) {
        if (!done.isDone()) {
            served.close();
            done.complete(null);
        }
    }

    private void poll() {
        if (stopped) {
            return;
        }
        Poll poll = new Poll(
                settings.name(),
                settings.region(),
                instance,
                settings.advertise().orElse(""),
                version,
                refused,
                reasons);
        controller.call(NodeProtocol.POLL, poll, this::polled);
    }

    private void polled(Reply reply) {
        if (stopped) {
            return;
        }
        boolean taken = reply.status() == 200 || reply.status() == 204;
        if (!taken) {
            failed(reply);
            return;
        }
        backoff.succeeded();
        if (!problem.isEmpty()) {
            log.say("The edge at " + controller + " answers again");
            problem = "";
        }
        if (reply.status() == 200) {
            take(reply.text());
        }
        listen(reply.seenAs());
        poll();
    }

    /** Says it once, however often it happens. */
    private void failed(Reply reply) {
        String now = reply.status() == 0
                ? "The edge at " + controller + " does not answer: " + reply.text()
                : "The edge at " + controller + " refuses this node (" + reply.status() + "): "
                        + reply.text().strip();
        if (!now.equals(problem)) {
            problem = now;
            log.say(now + (ready ? "; going on with version " + version : ""));
        }
        if (!ready) {
            status = reply.status() == 0 ? NodeStatus.CONNECTING : NodeStatus.REFUSED;
        }
        later(backoff.next(), this::poll);
    }

    /** Takes a new version over, or says why it cannot be used and goes on with the one before. */
    private void take(String text) {
        Assignment assignment;
        try {
            assignment = StateJson.read(text, Assignment.class);
        } catch (UnreadableState e) {
            refuse(versionIn(text), "it cannot be read: " + e.getMessage());
            return;
        }
        if (version == 0) {
            follow(assignment.time(), false); // What it is to serve has been so for a while.
        }
        boolean forgotten;
        try {
            forgotten = served.serve(assignment);
        } catch (RuntimeException e) {
            refuse(assignment.version(), "it cannot be served: " + e);
            follow(assignment.time(), false);
            return;
        }
        follow(assignment.time(), forgotten);
        version = assignment.version();
        refused = 0;
        reasons = List.of();
    }

    /**
     * What fell due is done, and found, before the edge is told.
     *
     * @param forgotten whether what requests have left behind was to be forgotten; until then they leave more
     */
    private void follow(ShownTime time, boolean forgotten) {
        if (told.filter(time::equals).isPresent()) {
            return;
        }
        told = Optional.of(time);
        clock.followLater(time)
                .thenRun(() -> onWorker(() -> {
                    if (forgotten) {
                        served.forget();
                    }
                    followed = time;
                    reporter.now();
                }));
    }

    private void refuse(long which, String why) {
        refused = which;
        reasons = List.of(why);
        log.say("Version " + which + " is refused: " + why);
    }

    /** The version, in what is otherwise no assignment; 0 where not even that can be found. */
    private static long versionIn(String text) {
        try {
            return StateJson.tree(text).path("version").longValue();
        } catch (UnreadableState e) {
            return 0;
        }
    }

    private void listen(String seenAs) {
        listeners.follow(address(seenAs), served.places());
        boolean present = !served.loadBalancerArn().isEmpty();
        if (present && !ready) {
            ready = true;
            log.say("Ready. Load balancer " + settings.name() + " on "
                    + listeners.address().getHostAddress() + ", ports "
                    + served.places().values().stream()
                            .map(NodeListeners.Place::port)
                            .sorted()
                            .toList());
        } else if (!present && status != NodeStatus.WAITING) {
            ready = false;
            log.say("There is no load balancer " + settings.name() + " at " + controller + " yet; waiting for it");
        }
        status = present ? NodeStatus.SERVING : NodeStatus.WAITING;
    }

    /** Where the listener is by now that was at {@code port}. */
    private int movedFrom(int port) {
        return served.port(listeners.lastAt(port));
    }

    private void retryListeners() {
        if (!stopped) {
            later(RETRY_LISTENERS, this::retryListeners);
            listeners.retry();
        }
    }

    /** The address to listen on: as told, else the one that leads to the edge, so that no other network is served. */
    private InetAddress address(String seenAs) {
        Optional<String> wanted = settings.bindAddress();
        try {
            if (wanted.isPresent()) {
                return InetAddress.getByName(wanted.get());
            }
            InetAddress own = InetAddress.getByName(seenAs);
            boolean local = own.isLoopbackAddress() || NetworkInterface.getByInetAddress(own) != null;
            // Behind an address translation the edge sees an address that is not the node's own.
            return local ? own : InetAddress.getByAddress(new byte[4]);
        } catch (IOException e) {
            log.say("Listening on loopback, since " + wanted.orElse(seenAs) + " is not usable: " + e.getMessage());
            return InetAddress.getLoopbackAddress();
        }
    }

    private void later(Duration after, Runnable task) {
        try {
            eventLoop.schedule(() -> onWorker(task), after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The event loop has ended: so has the node.
        }
    }

    private void onWorker(Runnable task) {
        try {
            worker.execute(task);
        } catch (RejectedExecutionException e) {
            // The node is stopping: nobody is interested any more.
        }
    }
}
