package io.underpass.testkit;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.underpass.wire.EventLoops;
import io.underpass.wire.Transport;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A port of 127.0.0.1 that leads to a server, through everything that may go wrong between them: for servers that cannot be
 * told to fail as a {@link FakeTarget} can.
 *
 * <pre>{@code
 * FaultProxy database = FaultProxy.to("127.0.0.1", 5432);
 * database.suffers(ProxyFault.delay(Duration.ofMillis(50), Duration.ZERO));
 * database.suffersOnce(ProxyFault.reset(Moment.BEFORE_HEAD));                   // the next request alone
 * database.heals();
 * }</pre>
 *
 * <p>It passes bytes on and knows nothing of what they mean, but for the moments of an answer of HTTP/1.1 in clear text. A way
 * that one side ends in order is ended for the other, and a reset is passed on as one. Where the server takes no connection,
 * the client's is reset.
 *
 * <p>Threads: safe; its one thread is gone after {@link #close}.
 */
public final class FaultProxy implements Endpoint, AutoCloseable {

    private static final int MOST_ENDED = 10_000;

    private final InetSocketAddress server;
    private final EventLoops loops;
    private final HeldPort port;
    private final Map<Integer, ProxyLink> links = new TreeMap<>(); // This and the next four are guarded by this.
    private final Queue<ProxiedConnection> ended = new ArrayDeque<>();
    private int accepted;
    private List<ProxyFault> faults = List.of();
    private final Queue<List<ProxyFault>> once = new ArrayDeque<>();

    private FaultProxy(InetSocketAddress server) {
        this.server = server;
        loops = EventLoops.of(1, Optional.of(Transport.NIO));
        try {
            port = new HeldPort(loops, this::take);
        } catch (RuntimeException e) {
            loops.close();
            throw e;
        }
    }

    /** A proxy to a server, which need not be there yet; its name is looked up now. */
    public static FaultProxy to(String host, int port) {
        InetSocketAddress server = new InetSocketAddress(host, port);
        if (server.isUnresolved()) {
            throw new IllegalArgumentException("there is no host '" + host + "'");
        }
        return new FaultProxy(server);
    }

    /** A proxy to where {@code server} leads, with the usual port where it names none. */
    public static FaultProxy to(URI server) {
        int usual = "https".equalsIgnoreCase(server.getScheme()) ? 443 : 80;
        String host = Optional.ofNullable(server.getHost())
                .orElseThrow(() -> new IllegalArgumentException(server + " names no host"));
        return to(host, server.getPort() < 0 ? usual : server.getPort());
    }

    /** A proxy to a fake target. */
    public static FaultProxy to(FakeTarget target) {
        return to(target.host(), target.port());
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port.number();
    }

    /**
     * What goes wrong from now on, instead of what did before; on connections that there are as well, where bytes are counted
     * from now.
     */
    public FaultProxy suffers(ProxyFault... others) {
        suffer(List.of(others), link -> false);
        return this;
    }

    private void suffer(List<ProxyFault> now, Predicate<ProxyLink> cut) {
        synchronized (this) {
            faults = now;
            once.clear();
        }
        each(link -> {
            if (cut.test(link)) {
                link.cut(false, false);
            } else {
                link.suffer(now);
            }
        });
        if (refuses(now)) {
            each(link -> link.cut(false, false));
            port.refuse();
        } else {
            port.accept();
        }
    }

    /**
     * What goes wrong on one connection alone, until it ends or {@link #suffers} or {@link #heals} is called: the next that is
     * made, or one that there is, if its client sends something sooner, which is the next request where connections are kept.
     * Told again meanwhile, on another one after that. Load
     * balancers also make connections for health checks: before a target of theirs, {@code Fault.onTarget(...).times(1)} is
     * surer.
     */
    public FaultProxy suffersOnce(ProxyFault... others) {
        List<ProxyFault> next = List.of(others);
        if (refuses(next)) {
            throw new IllegalArgumentException(
                    "which connection is refused cannot be chosen; reset it: ProxyFault.reset(Moment.BEFORE_HEAD)");
        }
        synchronized (this) {
            once.add(next);
        }
        return this;
    }

    /** Nothing goes wrong any more; what hung goes on. */
    public FaultProxy heals() {
        return suffers();
    }

    /** What goes wrong, but for what single connections suffer. */
    public synchronized List<ProxyFault> faults() {
        return faults;
    }

    /** Resets all connections that there are. */
    public FaultProxy cut() {
        each(link -> link.cut(true, false));
        return this;
    }

    /**
     * Lets go wrong what is told, and forgets the connections that have ended. What is held back goes on no more: those
     * connections are cut.
     */
    void restore(List<ProxyFault> told) {
        suffer(told, ProxyLink::isHeldUp);
        synchronized (this) {
            ended.clear();
        }
    }

    /** The connections that are open, those of earlier tests among them, and the last 10,000 that have ended, in their order. */
    public List<ProxiedConnection> connections() {
        synchronized (this) {
            return Stream.concat(ended.stream(), links.values().stream().map(ProxyLink::seen))
                    .sorted(Comparator.comparingInt(ProxiedConnection::number))
                    .toList();
        }
    }

    /**
     * The connections, once they are {@code count} at least.
     *
     * @throws AssertionError if they are fewer after {@code limit}
     */
    public synchronized List<ProxiedConnection> awaitConnections(int count, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (links.size() + ended.size() < count) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new AssertionError(this + " was to get " + count + " connection(s) within " + limit.toMillis()
                        + " ms and got " + connections().size() + ": " + connections());
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for connections to " + this, e);
            }
        }
        return connections();
    }

    /** How many connections are open. */
    public int openConnections() {
        return port.open();
    }

    /** Stops listening, cuts every connection, ends its thread. */
    @Override
    public void close() {
        each(link -> link.cut(false, false));
        port.close();
        loops.close();
    }

    /** Does {@code work} on the event loop; that takes this object's lock, so whoever waits for it must not hold it. */
    private void each(Consumer<ProxyLink> work) {
        EventLoop loop = loops.next();
        if (!loop.isShuttingDown()) {
            loop.submit(() -> current().forEach(work)).syncUninterruptibly();
        }
    }

    private static boolean refuses(List<ProxyFault> all) {
        return all.stream().anyMatch(ProxyFault.Refuse.class::isInstance);
    }

    private synchronized List<ProxyLink> current() {
        return List.copyOf(links.values());
    }

    private synchronized Optional<List<ProxyFault>> nextOnce() {
        return Optional.ofNullable(once.poll());
    }

    private synchronized void take(SocketChannel client) {
        Optional<List<ProxyFault>> own = nextOnce();
        ProxyLink link = new ProxyLink(++accepted, client, loops, server, own.orElse(faults));
        link.whenAsked(this::nextOnce, own.isPresent());
        links.put(accepted, link);
        link.whenEnded(this::forget);
        notifyAll();
    }

    /** Keeps of a connection that has ended no more than what is told of it. */
    private synchronized void forget(ProxiedConnection connection) {
        links.remove(connection.number());
        ended.add(connection);
        if (ended.size() > MOST_ENDED) {
            ended.remove();
        }
    }

    /** Where it leads. */
    String leadsTo() {
        return server.getHostString() + ":" + server.getPort();
    }

    @Override
    public String toString() {
        return "proxy " + hostAndPort() + " to " + leadsTo();
    }
}
