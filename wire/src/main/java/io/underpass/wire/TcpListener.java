package io.underpass.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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

    private final TcpRoute.Chooser routes;
    private final TcpClient targets;
    private final FlowObserver observer;
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private final ListeningPort port = new ListeningPort(this::accept, connections::isEmpty, this::cutAll);

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
        port.open(loops, address);
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
        return port.address();
    }

    @Override
    public CompletionStage<Void> drain(Duration grace) {
        return port.drain(grace);
    }

    @Override
    public void close() {
        port.close();
    }

    private void cutAll() {
        connections.forEach(Channel::close);
    }

    private void accept(SocketChannel channel) {
        connections.add(channel);
        channel.closeFuture().addListener(closed -> {
            connections.remove(channel);
            port.oneIsGone();
        });
        InetSocketAddress client = channel.remoteAddress();
        if (port.isStopping() || client == null) {
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
            LOG.debug(
                    "A connection to {} leads nowhere: {}",
                    channel.localAddress(),
                    ((TcpRoute.Nowhere) route).reason());
            FlowMeter.of(channel).rejected();
            FlowMeter.of(channel).reset(FlowObserver.End.HERE);
            TcpTunnel.reset(channel);
        }
    }
}
