package io.underpass.testkit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.underpass.testkit.ProxiedConnection.Ending;
import io.underpass.wire.EventLoops;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A connection through a proxy: the client's, and the one to the server that is made for it.
 *
 * <p>Threads: confined to the event loop of the proxy, but for {@link #seen}.
 */
final class ProxyLink {

    /** Long enough for what was sent to be read before a reset throws it away. */
    private static final Duration BEFORE_CUT = Duration.ofMillis(20);

    private static final int CONNECT_MILLIS = 10_000;

    /** The two ways, once the server is reached. */
    private record Lanes(ProxyLane up, ProxyLane down) {}

    private final int number;
    private final SocketChannel client;
    private final EventLoops loops;
    private final InetSocketAddress server;
    private volatile Optional<Lanes> lanes = Optional.empty(); // This and the next are written by the event loop alone.
    private volatile Ending ending = Ending.OPEN;
    private List<ProxyFault> faults;
    private Consumer<ProxiedConnection> listener = ended -> {};
    private Supplier<Optional<List<ProxyFault>>> alone = Optional::empty;
    private boolean suffersAlone;
    private boolean dialled;

    ProxyLink(int number, SocketChannel client, EventLoops loops, InetSocketAddress server, List<ProxyFault> faults) {
        this.number = number;
        this.client = client;
        this.loops = loops;
        this.server = server;
        this.faults = faults;
        client.config().setAutoRead(false);
        client.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        client.closeFuture().addListener(closed -> end(Ending.BY_CLIENT, false));
        dialUnlessHanging();
    }

    /** {@code listener} is told the end, at once if it was before. To be called once, on the event loop. */
    void whenEnded(Consumer<ProxiedConnection> listener) {
        this.listener = listener;
        if (ending != Ending.OPEN) {
            listener.accept(seen());
        }
    }

    /**
     * {@code faults} are asked, whenever the client sends something, what it suffers alone, unless it already does.
     *
     * @param suffersAlone whether it does from the beginning
     */
    void whenAsked(Supplier<Optional<List<ProxyFault>>> faults, boolean suffersAlone) {
        alone = faults;
        this.suffersAlone = suffersAlone;
    }

    /** The client has sent something. */
    void asked() {
        if (!suffersAlone) {
            alone.get().ifPresent(own -> {
                suffer(own);
                suffersAlone = true;
            });
        }
    }

    /** What there is to be told about it. Threads: safe. */
    ProxiedConnection seen() {
        Optional<Lanes> ways = lanes;
        return new ProxiedConnection(
                number,
                ways.map(both -> both.up().passedBytes()).orElse(0L),
                ways.map(both -> both.down().passedBytes()).orElse(0L),
                ending);
    }

    /** Other faults hold from now on, and no longer what it suffers alone. */
    void suffer(List<ProxyFault> others) {
        suffersAlone = false;
        faults = others;
        lanes.ifPresent(both -> {
            both.up().suffer(LaneFaults.of(others, Way.UP));
            both.down().suffer(LaneFaults.of(others, Way.DOWN));
        });
        dialUnlessHanging();
    }

    /** Whether something waits in it, or one way of it has lost bytes or ended: nobody would want to be served through it. */
    boolean isHeldUp() {
        return !dialled
                || lanes.filter(both -> both.up().isHeldUp() || both.down().isHeldUp())
                        .isPresent();
    }

    private void dialUnlessHanging() {
        if (!dialled && ending == Ending.OPEN && !LaneFaults.of(faults, Way.UP).hangs()) {
            dialled = true;
            dial();
        }
    }

    private void dial() {
        ChannelFuture dialling = new Bootstrap()
                .group(client.eventLoop())
                .channel(loops.clientChannel())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        // Its handler is there once it is connected.
                    }
                })
                .connect(server);
        dialling.addListener(done -> {
            if (ending != Ending.OPEN) {
                dialling.channel().close();
            } else if (dialling.isSuccess()) {
                join((SocketChannel) dialling.channel());
            } else {
                end(Ending.UNREACHABLE, true);
            }
        });
    }

    private void join(SocketChannel origin) {
        ProxyLane up = new ProxyLane(this, Way.UP, client, origin, LaneFaults.of(faults, Way.UP));
        ProxyLane down = new ProxyLane(this, Way.DOWN, origin, client, LaneFaults.of(faults, Way.DOWN));
        lanes = Optional.of(new Lanes(up, down));
        client.pipeline().addLast(up);
        origin.pipeline().addLast(down);
        origin.closeFuture().addListener(closed -> end(Ending.BY_SERVER, false));
        client.config().setAutoRead(true);
        origin.config().setAutoRead(true);
    }

    ProxyLane otherThan(ProxyLane lane) {
        Lanes both = lanes.orElseThrow();
        return lane == both.up() ? both.down() : both.up();
    }

    /** The sender on that way has reset its connection. */
    void lost(Way way) {
        end(way == Way.UP ? Ending.BY_CLIENT : Ending.BY_SERVER, true);
    }

    /** That way has come to its end. */
    void ended(Way way) {
        Lanes both = lanes.orElseThrow();
        if (both.up().isFinished() && both.down().isFinished()) {
            end(way == Way.UP ? Ending.BY_SERVER : Ending.BY_CLIENT, false); // The other way ended first.
        }
    }

    /** A fault ends it; {@code late} where something was sent that is to be read before. */
    void cut(boolean reset, boolean late) {
        if (late) {
            client.eventLoop().schedule(() -> end(Ending.BY_PROXY, reset), BEFORE_CUT.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            end(Ending.BY_PROXY, reset);
        }
    }

    private void end(Ending how, boolean reset) {
        if (ending != Ending.OPEN) {
            return;
        }
        ending = how;
        close(client, reset);
        lanes.ifPresent(both -> {
            both.up().drop();
            both.down().drop();
            close(both.down().source(), reset);
        });
        listener.accept(seen());
    }

    private static void close(SocketChannel channel, boolean reset) {
        if (reset && channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }
}
