package io.underpass.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
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

/**
 * Accepts connections on one address and hands each request to a service: HTTP/1.1 and, where the settings have
 * identities, TLS on the same port, with HTTP/2 for clients that offer it.
 *
 * <p>Threads: safe. {@link #bind} and {@link #close} wait, so they must not be called from an event loop.
 */
public final class HttpListener implements Listening {

    private static final int BACKLOG = 1024;
    private static final int LOW_WATER_BYTES = 64 * 1024;
    private static final int HIGH_WATER_BYTES = 256 * 1024;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final HttpService service;
    private final ExchangeObserver observer;
    private volatile ListenerSettings settings;
    private final Set<AcceptedConnection> connections = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private final Channel server;
    private volatile boolean stopping;

    private HttpListener(
            EventLoops loops,
            InetSocketAddress address,
            HttpService service,
            ExchangeObserver observer,
            ListenerSettings settings)
            throws IOException {
        this.service = service;
        this.observer = observer;
        this.settings = settings;
        this.server = listen(loops, address);
    }

    /**
     * Listens on {@code address} and returns once connections are accepted.
     *
     * @throws BindException if the address cannot be listened on, most often because the port is taken
     */
    public static HttpListener bind(
            EventLoops loops,
            InetSocketAddress address,
            HttpService service,
            ExchangeObserver observer,
            ListenerSettings settings)
            throws IOException {
        return new HttpListener(loops, address, service, observer, settings);
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** Stops accepting, lets running exchanges finish with {@code Connection: close}, and cuts what is left. */
    @Override
    public CompletionStage<Void> drain(Duration grace) {
        stopAccepting();
        connections.forEach(connection -> connection.eventLoop().execute(connection::drain));
        Future<?> cut = server.eventLoop().schedule(this::cutAll, grace.toNanos(), TimeUnit.NANOSECONDS);
        emptied.whenComplete((done, failure) -> cut.cancel(false));
        return emptied;
    }

    /** Stops accepting and cuts every connection. */
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

    /**
     * What connections accepted from now on go by. Where that changes whether TLS is spoken, no connection is cut: those
     * that have not said anything yet may begin as they like, and those that are open keep their protocol for one more
     * answer, with which they take their leave.
     */
    public void settings(ListenerSettings others) {
        settings = others;
    }

    /** Whether clients may speak TLS now. */
    boolean offersTls() {
        return settings.identities().isPresent();
    }

    HttpService service() {
        return service;
    }

    ExchangeObserver observer() {
        return observer;
    }

    ListenerSettings settings() {
        return settings;
    }

    void opened(AcceptedConnection connection) {
        connections.add(connection);
        if (stopping) {
            connection.drain();
        }
    }

    void closed(AcceptedConnection connection) {
        connections.remove(connection);
        completeIfEmpty();
    }

    private void stopAccepting() {
        stopping = true;
        server.closeFuture().addListener(closed -> completeIfEmpty());
        ChannelFuture closing = server.close();
        if (!server.eventLoop().inEventLoop()) {
            closing.awaitUninterruptibly(CLOSE_LIMIT.toMillis()); // The next to listen there is not to find it taken.
        }
    }

    /** A channel says that it is not open before its port is free; its close future comes after. */
    private void completeIfEmpty() {
        if (stopping && server.closeFuture().isDone() && connections.isEmpty()) {
            emptied.complete(null);
        }
    }

    private void cutAll() {
        connections.forEach(AcceptedConnection::closeNow);
    }

    /** Serves a connection that is about to become active, whoever accepted it. */
    void take(SocketChannel channel) {
        add(channel);
    }

    private ServerConnection add(SocketChannel channel) {
        ServerConnection connection = new ServerConnection(this, channel);
        channel.pipeline().addLast(new TlsDetector(connection, this), connection);
        return connection;
    }

    /** Serves a connection that is active already, nothing of which was looked at. */
    void takeOpen(SocketChannel channel) {
        ServerConnection connection = add(channel);
        connection.channelActive(channel.pipeline().context(connection));
    }

    /** Serves a connection that is active already, whose TLS, if it speaks any, ends with somebody else. */
    void takeOver(SocketChannel channel) {
        ServerConnection connection = new ServerConnection(this, channel);
        connection.within(channel.pipeline().get(SslHandler.class));
        channel.pipeline().addLast(connection);
        connection.channelActive(channel.pipeline().context(connection));
        connection.plain();
    }

    private Channel listen(EventLoops loops, InetSocketAddress address) throws IOException {
        if (address.isUnresolved()) {
            throw new BindException("cannot listen on " + address.getHostString() + ": the name has no address");
        }
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
                        take(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        Throwable cause = bound.cause();
        BindException refused = new BindException("cannot listen on "
                + address.getAddress().getHostAddress() + ":" + address.getPort() + ": " + cause.getMessage());
        refused.initCause(cause);
        throw refused;
    }
}
