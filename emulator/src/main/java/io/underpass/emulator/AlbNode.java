package io.underpass.emulator;

import io.underpass.alb.LoadBalancerLogs;
import io.underpass.aws.Ids;
import io.underpass.aws.RandomIds;
import io.underpass.emulator.assembly.ControlThread;
import io.underpass.emulator.assembly.FunctionTargets;
import io.underpass.emulator.assembly.InternetConnections;
import io.underpass.emulator.assembly.TargetConnections;
import io.underpass.emulator.clock.VirtualClock;
import io.underpass.emulator.logs.LogOutput;
import io.underpass.emulator.logs.LogWriter;
import io.underpass.emulator.node.LoadBalancerNode;
import io.underpass.emulator.node.NodeHealthService;
import io.underpass.emulator.node.NodeProcessSettings;
import io.underpass.emulator.node.NodeServices;
import io.underpass.emulator.node.NodeStatus;
import io.underpass.emulator.services.InvokeApi;
import io.underpass.emulator.tls.OriginSecurity;
import io.underpass.emulator.tls.TlsThread;
import io.underpass.gateway.template.TemplateLimits;
import io.underpass.gateway.template.TemplateWorkers;
import io.underpass.wire.EventLoops;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A load balancer that runs by itself, {@code underpass alb}.
 *
 * <p>Threads: safe. {@link #close} waits for running requests and must not be called from an event loop.
 */
public final class AlbNode implements AutoCloseable {

    private static final int WORKER_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
    private static final int WAITING_WORK = 500;
    private static final Duration SLACK = Duration.ofSeconds(5);
    private static final Ids TRACE_IDS =
            new RandomIds(() -> ThreadLocalRandom.current().nextLong());

    private final NodeProcessSettings settings;
    private final EventLoops loops;
    private final TargetConnections targets;
    private final ControlThread worker = new ControlThread();
    private final TlsThread tlsThread = new TlsThread();
    private final TemplateWorkers workers = new TemplateWorkers(WORKER_THREADS, WAITING_WORK, TemplateLimits.DEFAULT);
    private final LoadBalancerNode node;
    private final Optional<HttpListener> health;
    private final Optional<LogWriter> logs;
    private final AtomicBoolean closed = new AtomicBoolean();

    private AlbNode(
            NodeProcessSettings settings,
            NodeSurroundings surroundings,
            OptionalInt healthPort,
            int ioThreads,
            Consumer<String> watcher,
            Optional<String> accessLog) {
        this.settings = settings;
        loops = EventLoops.of(ioThreads);
        targets = new TargetConnections(loops, surroundings.targets());
        VirtualClock clock = new VirtualClock(loops);
        logs = accessLog.map(place -> new LogWriter(LogOutput.to(place)));
        node = new LoadBalancerNode(
                settings,
                loops,
                targets,
                worker,
                TRACE_IDS,
                clock,
                watcher,
                services(surroundings, clock),
                logs.<LoadBalancerLogs>map(writer -> writer).orElse(LoadBalancerLogs.NONE));
        health = healthPort.isPresent() ? health(healthPort.getAsInt(), watcher) : Optional.empty();
        node.start();
    }

    private NodeServices services(NodeSurroundings surroundings, InstantSource clock) {
        InternetConnections origins =
                new InternetConnections(targets, new OriginSecurity(surroundings.trusted(), tlsThread, clock));
        return new NodeServices(
                new FunctionTargets(new InvokeApi(surroundings.functions(), origins, InstantSource.system())),
                workers::run,
                surroundings.trust().authentication(origins));
    }

    /** Starts a node whose targets DNS resolves all; it connects to its edge whenever that is there. */
    public static AlbNode start(
            NodeProcessSettings settings, OptionalInt healthPort, int ioThreads, Consumer<String> watcher) {
        return start(settings, NodeSurroundings.DNS, healthPort, ioThreads, watcher);
    }

    /**
     * Starts a node that logs nothing; it connects to its edge whenever that is there.
     *
     * @param surroundings where targets, functions and identity providers are
     * @param healthPort where {@code underpass health} finds it, on loopback; 0 for any free port, empty for nowhere
     * @param ioThreads the number of event loops; 0 for one a core
     * @param watcher told in words what happens
     */
    public static AlbNode start(
            NodeProcessSettings settings,
            NodeSurroundings surroundings,
            OptionalInt healthPort,
            int ioThreads,
            Consumer<String> watcher) {
        return new AlbNode(settings, surroundings, healthPort, ioThreads, watcher, Optional.empty());
    }

    /**
     * Starts a node; it connects to its edge whenever that is there.
     *
     * @param surroundings where targets, functions and identity providers are
     * @param healthPort where {@code underpass health} finds it, on loopback; 0 for any free port, empty for nowhere
     * @param ioThreads the number of event loops; 0 for one a core
     * @param watcher told in words what happens
     * @param accessLog where its load balancer logs to: a directory, or {@code -} for the standard output
     */
    public static AlbNode start(
            NodeProcessSettings settings,
            NodeSurroundings surroundings,
            OptionalInt healthPort,
            int ioThreads,
            Consumer<String> watcher,
            String accessLog) {
        return new AlbNode(settings, surroundings, healthPort, ioThreads, watcher, Optional.of(accessLog));
    }

    /** How it is now. */
    public NodeStatus status() {
        return node.status();
    }

    /** The load balancer matters more than this: where the port is taken the node goes on without. */
    private Optional<HttpListener> health(int port, Consumer<String> watcher) {
        try {
            return Optional.of(HttpListener.bind(
                    loops,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    new NodeHealthService(settings.name(), node::status),
                    (exchange, completion) -> {},
                    ListenerSettings.defaults()));
        } catch (IOException e) {
            watcher.accept("underpass health will not find this node: " + e.getMessage()
                    + "; choose another port with --port PORT");
            return Optional.empty();
        }
    }

    /** Tells the edge, stops accepting, lets running requests finish within the drain time, and frees everything. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            node.stop().get(settings.drain().plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What has not finished by now is cut below.
        }
        health.ifPresent(HttpListener::close);
        worker.close();
        workers.close();
        tlsThread.close();
        logs.ifPresent(LogWriter::close);
        targets.close();
        loops.close();
    }
}
