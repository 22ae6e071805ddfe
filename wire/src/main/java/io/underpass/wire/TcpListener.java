package io.underpass.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections on one address and passes the bytes of each on to where it leads, TLS taken off where the route says
 * so.
 *
 * <p>Threads: safe. {@link #bind} and {@link #close} wait, so they must not be called from an event loop.
 */
public final class TcpListener implements Listening {

    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
    private static final int BACKLOG = 1024;
    private static final int LOW_WATER_BYTES = 64 * 1024;
    private static final int HIGH_WATER_BYTES = 256 * 1024;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final TcpRoute.Chooser routes;
    private final TcpClient targets;
    private final FlowObserver observer;
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private final Channel server;
    private volatile boolean stopping;

    private TcpListener(
            EventLoops loops,
            InetSocketAddress address,
            TcpRoute.Chooser routes,
            TcpClient targets,
            FlowObserver observer)
            throws IOException {
        this.routes = routes;
        this.targets = targets;
        this.observer = observer;
        this.server = listen(loops, address);
    }

    /**
     * Listens on {@code address} and returns once connections are accepted.
     *
     * @param routes tells where each connection leads
     * @param targets connects to there
     * @throws BindException if the address cannot be listened on, most often because the port is taken
     */
    public static TcpListener bind(
            EventLoops loops, InetSocketAddress address, TcpRoute.Chooser routes, TcpClient targets)
            throws IOException {
        return bind(loops, address, routes, targets, FlowObserver.NONE);
    }

    /** As the other; {@code observer} is told of every connection. */
    public static TcpListener bind(
            EventLoops loops,
            InetSocketAddress address,
            TcpRoute.Chooser routes,
            TcpClient targets,
            FlowObserver observer)
            throws IOException {
        return new TcpListener(loops, address, routes, targets, observer);
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    @Override
    public CompletionStage<Void> drain(Duration grace) {
        stopAccepting();
        Future<?> cut = server.eventLoop().schedule(this::cutAll, grace.toNanos(), TimeUnit.NANOSECONDS);
        emptied.whenComplete((done, failure) -> cut.cancel(false));
        return emptied;
    }

    @Override
    public void close() {
        stopAccepting();
        cutAll();
        try {
            emptied.get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What is still closing closes by itself; nothing more can be done about it here.
        }
    }

    private void stopAccepting() {
        stopping = true;
        server.closeFuture().addListener(closed -> completeIfEmpty());
        ChannelFuture closing = server.close();
        if (!server.eventLoop().inEventLoop()) {
            closing.awaitUninterruptibly(CLOSE_LIMIT.toMillis()); // The next to listen there is not to find it taken.
        }
    }

    private void cutAll() {
        connections.forEach(Channel::close);
    }

    private void completeIfEmpty() {
        if (stopping && server.closeFuture().isDone() && connections.isEmpty()) {
            emptied.complete(null);
        }
    }

    private Channel listen(EventLoops loops, InetSocketAddress address) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        BindException refused = new BindException("cannot listen on " + HostAndPort.of(address) + ": "
                + bound.cause().getMessage());
        refused.initCause(bound.cause());
        throw refused;
    }

    private void accept(SocketChannel channel) {
        connections.add(channel);
        channel.closeFuture().addListener(closed -> {
            connections.remove(channel);
            completeIfEmpty();
        });
        InetSocketAddress client = channel.remoteAddress();
        if (stopping || client == null) {
            channel.close();
            return;
        }
        FlowMeter.watch(channel, client, observer);
        TcpRoute route = routes.route(client);
        if (route instanceof TcpRoute.Into into) {
            FlowMeter.of(channel).begins();
            into.listener().take(channel);
            return;
        }
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        if (route instanceof TcpRoute.To || route instanceof TcpRoute.Later) {
            channel.config().setAutoRead(false);
            channel.pipeline().addLast(new TcpDial(channel, false, () -> route, targets));
        } else if (route instanceof TcpRoute.EndingTls tls) {
            channel.pipeline().addLast(new ServerNameReader(tls.identities()));
            channel.pipeline().addLast(new TcpDial(channel, true, tls.inside(), targets));
        } else {
            LOG.debug("A connection to {} leads nowhere: {}", address(), ((TcpRoute.Nowhere) route).reason());
            FlowMeter.of(channel).rejected();
            FlowMeter.of(channel).reset(FlowObserver.End.HERE);
            TcpTunnel.reset(channel);
        }
    }
}
