package io.underpass.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way to one new connection: the lookup of the name, then its addresses in turn, all within one timeout. Of a name
 * with several addresses each gets its share of the time, since a container's name often has an address of a family
 * that nobody listens on.
 *
 * <p>Threads: confined to its event loop; names are resolved elsewhere.
 */
final class ConnectAttempt {

    private final Connector connector;
    private final EventLoop eventLoop;
    private final InetSocketAddress origin;
    private final Duration timeout;
    private final Consumer<Channel> connected;
    private final Consumer<Failure> failed;
    private final long deadline;
    private boolean lookupOver;

    ConnectAttempt(
            Connector connector,
            EventLoop eventLoop,
            InetSocketAddress origin,
            Duration timeout,
            Consumer<Channel> connected,
            Consumer<Failure> failed) {
        this.connector = connector;
        this.eventLoop = eventLoop;
        this.origin = origin;
        this.timeout = timeout;
        this.connected = connected;
        this.failed = failed;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** Looks up {@code origin}'s name. */
    void resolve(SharedLookups lookups) {
        ScheduledFuture<?> limit =
                eventLoop.schedule(() -> resolved(null, null), timeout.toNanos(), TimeUnit.NANOSECONDS);
        lookups.resolve(origin.getHostString())
                .whenComplete((addresses, cause) -> onLoop(() -> {
                    limit.cancel(false);
                    resolved(addresses, cause);
                }));
    }

    /** Tries {@code addresses} from {@code index} on. */
    void tryFrom(int index, List<InetAddress> addresses) {
        InetSocketAddress address = new InetSocketAddress(addresses.get(index), origin.getPort());
        long left = Math.max(0, deadline - System.nanoTime());
        Duration share = Duration.ofNanos(left / (addresses.size() - index));
        connector.open(origin, address, share).addListener((ChannelFuture opened) -> {
            if (opened.isSuccess()) {
                secure(opened.channel());
            } else if (index + 1 < addresses.size()) {
                tryFrom(index + 1, addresses);
            } else {
                failed.accept(failure(opened.cause(), address));
            }
        });
    }

    /** Waits for TLS where it is spoken. */
    private void secure(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            connected.accept(channel);
            return;
        }
        ScheduledFuture<?> limit = eventLoop.schedule(
                () -> channel.close(), Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        tls.handshakeFuture().addListener(secured -> {
            boolean late = !limit.cancel(false);
            if (secured.isSuccess()) {
                connected.accept(channel);
            } else {
                channel.close();
                failed.accept(late ? handshakeTimeout() : TlsLoss.failure(secured.cause(), origin));
            }
        });
    }

    private Failure handshakeTimeout() {
        return new Failure(
                Failure.Kind.CONNECT_TIMEOUT,
                "no TLS with " + ConnectionLoss.name(origin) + " within " + timeout.toMillis() + " ms");
    }

    private void resolved(@Nullable List<InetAddress> addresses, @Nullable Throwable cause) {
        if (lookupOver) {
            return;
        }
        lookupOver = true;
        if (cause != null) {
            failed.accept(lookupFailure(
                    cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause));
        } else if (addresses == null) {
            failed.accept(new Failure(
                    Failure.Kind.CONNECT_TIMEOUT,
                    "the host name " + origin.getHostString() + " was not resolved within " + timeout.toMillis()
                            + " ms"));
        } else if (addresses.isEmpty()) {
            failed.accept(unknownHost());
        } else {
            tryFrom(0, addresses);
        }
    }

    private void onLoop(Runnable work) {
        try {
            eventLoop.execute(work);
        } catch (RejectedExecutionException e) {
            // The event loop has ended: its exchanges and their sinks are gone with it.
        }
    }

    private Failure lookupFailure(Throwable cause) {
        return cause instanceof UnknownHostException
                ? unknownHost()
                : new Failure(
                        Failure.Kind.INTERNAL,
                        "the host name " + origin.getHostString() + " could not be looked up: " + cause);
    }

    private Failure unknownHost() {
        return new Failure(Failure.Kind.UNKNOWN_HOST, "the host name " + origin.getHostString() + " has no address");
    }

    private Failure failure(Throwable cause, InetSocketAddress address) {
        String target = ConnectionLoss.name(address);
        if (cause instanceof ConnectTimeoutException) {
            return new Failure(
                    Failure.Kind.CONNECT_TIMEOUT,
                    "no connection to " + target + " within " + timeout.toMillis() + " ms");
        }
        return new Failure(Failure.Kind.CONNECT_REFUSED, "no connection to " + target + ": " + cause.getMessage());
    }
}
