package io.underpass.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections on which nothing is said yet, but for what the way asks for. Of a name's addresses the first that
 * takes the connection has it; looking the name up counts towards the time there is.
 *
 * <p>Threads: safe; what a call leads to runs on the event loop it names.
 */
public final class TcpClient {

    private static final byte[] NOTHING = {};

    private final EventLoops loops;
    private final SharedLookups lookups;
    private final Supplier<? extends CompletionStage<UpstreamTls>> security;

    /** Opens sockets of the kind that {@code loops} watch, without TLS. */
    public TcpClient(EventLoops loops, NameResolver resolver) {
        this(
                loops,
                resolver,
                () -> CompletableFuture.failedFuture(new IllegalStateException("TLS is not available here")));
    }

    /**
     * Opens sockets of the kind that {@code loops} watch.
     *
     * @param security how TLS is spoken where a way asks for it; called on event loops, must not block
     */
    public TcpClient(
            EventLoops loops, NameResolver resolver, Supplier<? extends CompletionStage<UpstreamTls>> security) {
        this.loops = loops;
        this.lookups = new SharedLookups(resolver);
        this.security = security;
    }

    /** An address where {@code host} is one; a name stays unresolved until a connection is made. */
    public static InetSocketAddress address(String host, int port) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal == null) {
            return InetSocketAddress.createUnresolved(host, port);
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(literal), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("not an address: " + host, e);
        }
    }

    /**
     * Finds out whether {@code address} takes connections; the one made is closed at once.
     *
     * @param found told once, on {@code eventLoop}: why not; empty where it does
     */
    public void knock(
            EventLoop eventLoop, InetSocketAddress address, Duration timeout, Consumer<Optional<Failure>> found) {
        knock(eventLoop, address, NOTHING, timeout, found);
    }

    /** As the other, saying {@code preface} before it leaves. */
    public void knock(
            EventLoop eventLoop,
            InetSocketAddress address,
            byte[] preface,
            Duration timeout,
            Consumer<Optional<Failure>> found) {
        Consumer<Channel> connected = opened -> {
            opened.writeAndFlush(Unpooled.EMPTY_BUFFER); // The preface, if any, goes before it.
            opened.close();
            found.accept(Optional.empty());
        };
        connector(eventLoop, null, preface, null)
                .connect(address, timeout, connected, failure -> found.accept(Optional.of(failure)));
    }

    /**
     * Connects for {@code client}, and calls exactly one of {@code connected} and {@code failed}, on its event loop. What
     * arrives at the new channel is kept by {@link Arrivals}.
     */
    void open(SocketChannel client, TcpRoute.To to, Consumer<SocketChannel> connected, Consumer<Failure> failed) {
        if (!to.manner().secure()) {
            open(client, to, null, connected, failed);
            return;
        }
        security.get()
                .whenComplete((tls, cause) -> onLoop(client.eventLoop(), () -> {
                    if (cause == null) {
                        open(client, to, tls, connected, failed);
                    } else {
                        failed.accept(new Failure(Failure.Kind.INTERNAL, "no TLS can be spoken: " + cause));
                    }
                }));
    }

    private void open(
            SocketChannel client,
            TcpRoute.To to,
            @Nullable UpstreamTls tls,
            Consumer<SocketChannel> connected,
            Consumer<Failure> failed) {
        InetSocketAddress from = client.remoteAddress();
        if (from == null) {
            failed.accept(new Failure(Failure.Kind.CLIENT_LEFT, "the client has left"));
            return;
        }
        byte[] preface = to.manner().announced() ? ProxyHeader.of(from, client.localAddress()) : NOTHING;
        InetAddress source = to.manner().clientAddressKept() ? borrowed(from, to.address()) : null;
        connector(client.eventLoop(), source, preface, tls)
                .connect(to.address(), to.connectTimeout(), opened -> connected.accept((SocketChannel) opened), failed);
    }

    /** The client's address where this machine has it, and would not choose it by itself; else null. */
    private static @Nullable InetAddress borrowed(InetSocketAddress from, InetSocketAddress to) {
        InetAddress client = from.getAddress();
        InetAddress target = to.getAddress();
        return target != null
                        && client.isLoopbackAddress()
                        && target.isLoopbackAddress()
                        && client.getClass() == target.getClass()
                        && !client.equals(target)
                ? client
                : null;
    }

    private Connector connector(
            EventLoop eventLoop, @Nullable InetAddress source, byte[] preface, @Nullable UpstreamTls tls) {
        return new Connector(eventLoop, loops.clientChannel(), lookups, source, (opened, origin) -> {
            opened.config().setAutoRead(tls != null).setAutoClose(true).setAllowHalfClosure(true);
            if (preface.length > 0) {
                opened.pipeline().addLast(new Preface(preface));
            }
            if (tls != null) {
                opened.pipeline().addLast(tls.newHandler(opened.alloc(), origin));
            }
            opened.pipeline().addLast(new Arrivals());
        });
    }

    private static void onLoop(EventLoop eventLoop, Runnable work) {
        try {
            eventLoop.execute(work);
        } catch (RejectedExecutionException e) {
            // The event loop has ended, and with it those who wait.
        }
    }
}
