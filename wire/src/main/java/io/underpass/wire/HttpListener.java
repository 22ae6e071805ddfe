package io.underpass.wire;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts connections on one address and hands each request to a service: HTTP/1.1 and, where the settings have
 * identities, TLS on the same port, with HTTP/2 for clients that offer it.
 *
 * <p>Threads: safe. {@link #bind} and {@link #close} wait, so they must not be called from an event loop.
 */
public final class HttpListener implements Listening {

    private final HttpService service;
    private final ExchangeObserver observer;
    private volatile ListenerSettings settings;
    private final Set<AcceptedConnection> connections = ConcurrentHashMap.newKeySet();
    private final ListeningPort port = new ListeningPort(this::take, connections::isEmpty, this::cutAll);

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
        port.open(loops, address);
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
        return port.address();
    }

    /** Stops accepting, lets running exchanges finish with {@code Connection: close}, and cuts what is left. */
    @Override
    public CompletionStage<Void> drain(Duration grace) {
        CompletionStage<Void> emptied = port.drain(grace);
        connections.forEach(connection -> connection.eventLoop().execute(connection::drain));
        return emptied;
    }

    /** Stops accepting and cuts every connection. */
    @Override
    public void close() {
        port.close();
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
        if (port.isStopping()) {
            connection.drain();
        }
    }

    void closed(AcceptedConnection connection) {
        connections.remove(connection);
        port.oneIsGone();
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
}
