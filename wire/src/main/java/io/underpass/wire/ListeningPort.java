package io.underpass.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The port of a listener, until it and all connections that were made to it are gone.
 *
 * <p>Threads: safe. {@link #open} comes first, and {@link #open} and {@link #close} wait, so they must not be called from an
 * event loop.
 */
final class ListeningPort {

    private static final int BACKLOG = 1024;
    private static final int LOW_WATER_BYTES = 64 * 1024;
    private static final int HIGH_WATER_BYTES = 256 * 1024;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Consumer<SocketChannel> accept;
    private final BooleanSupplier noneOpen;
    private final Runnable cutAll;
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private @Nullable Channel server; // Set by open; written before stopping is, for those who read that first.
    private volatile boolean stopping;

    /**
     * A port of a listener that knows its connections.
     *
     * @param accept takes a connection that is about to become active; on its event loop
     * @param noneOpen whether there is no connection any more
     * @param cutAll closes all connections
     */
    ListeningPort(Consumer<SocketChannel> accept, BooleanSupplier noneOpen, Runnable cutAll) {
        this.accept = accept;
        this.noneOpen = noneOpen;
        this.cutAll = cutAll;
    }

    /**
     * Accepts connections at {@code address} from now on.
     *
     * @throws BindException if it cannot be listened on, most often because the port is taken
     */
    void open(EventLoops loops, InetSocketAddress address) throws BindException {
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
                        accept.accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            BindException refused = new BindException("cannot listen on " + HostAndPort.of(address) + ": "
                    + bound.cause().getMessage());
            refused.initCause(bound.cause());
            throw refused;
        }
        server = bound.channel();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server().localAddress();
    }

    /** Whether connections that come now come too late. */
    boolean isStopping() {
        return stopping;
    }

    /** Stops accepting; completes when no connection is left, and cuts what there still is after {@code grace}. */
    CompletionStage<Void> drain(Duration grace) {
        stopAccepting();
        Future<?> cut = server().eventLoop().schedule(cutAll, grace.toNanos(), TimeUnit.NANOSECONDS);
        emptied.whenComplete((done, failure) -> cut.cancel(false));
        return emptied;
    }

    /** Stops accepting and cuts every connection. */
    void close() {
        stopAccepting();
        cutAll.run();
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
        server().closeFuture().addListener(closed -> oneIsGone());
        ChannelFuture closing = server().close();
        if (!server().eventLoop().inEventLoop()) {
            closing.awaitUninterruptibly(CLOSE_LIMIT.toMillis()); // The next to listen there is not to find it taken.
        }
    }

    /**
     * A connection is not open any more, or the port itself. A channel says that it is not open before its port is free; its
     * close future comes after.
     */
    void oneIsGone() {
        if (stopping && server().closeFuture().isDone() && noneOpen.getAsBoolean()) {
            emptied.complete(null);
        }
    }

    private Channel server() {
        return Objects.requireNonNull(server, "not open");
    }
}
