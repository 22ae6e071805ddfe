package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two joined connections between sockets that hold little, so that bytes wait in between. */
@Timeout(120)
class TcpTunnelTest {

    private static final int SMALL_BYTES = 8 * 1024;
    private static final int MANY_BYTES = 200 * 1024;
    private static final WriteBufferWaterMark HOLDS_ALL = new WriteBufferWaterMark(MANY_BYTES, 2 * MANY_BYTES);

    /** Where closing a channel does not wait for what is being written. */
    private final EventLoops loops = EventLoops.of(1, Optional.of(Transport.NIO));

    private final ServerSocket origin = new ServerSocket();
    private final CompletableFuture<SocketChannel> accepted = new CompletableFuture<>();
    private final Channel server;
    private final Socket near = new Socket();
    private final Socket far;
    private final SocketChannel client;
    private final SocketChannel target;

    TcpTunnelTest() throws Exception {
        origin.setReceiveBufferSize(SMALL_BYTES);
        origin.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .childOption(ChannelOption.SO_SNDBUF, SMALL_BYTES)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, HOLDS_ALL)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accepted.complete(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        near.setReceiveBufferSize(SMALL_BYTES);
        near.connect(server.localAddress());
        near.setSoTimeout(30_000);
        client = accepted.get(30, TimeUnit.SECONDS);
        target = (SocketChannel) new Bootstrap()
                .group(loops.group())
                .channel(loops.clientChannel())
                .option(ChannelOption.SO_SNDBUF, SMALL_BYTES)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, HOLDS_ALL)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(origin.getLocalSocketAddress())
                .sync()
                .channel();
        far = origin.accept();
        far.setSoTimeout(30_000);
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
        origin.close();
        server.close().awaitUninterruptibly();
        loops.close();
    }

    @Test
    void theEndOfTheSecondDirectionCutsNothingOfTheFirst() throws Exception {
        join(Duration.ofSeconds(20));
        far.getOutputStream().write(new byte[MANY_BYTES]);
        far.shutdownOutput();
        await().until(target::isInputShutdown);

        near.getOutputStream().write(1);
        near.shutdownOutput();

        assertThat(far.getInputStream().readAllBytes()).hasSize(1);
        assertThat(near.getInputStream().readAllBytes()).hasSize(MANY_BYTES);
    }

    @Test
    void aResetBehindTheEndCutsNothingOff() throws Exception {
        join(Duration.ofSeconds(20));
        near.getOutputStream().write(new byte[MANY_BYTES]);
        near.close();
        await().until(client::isInputShutdown);

        await().until(() -> {
            far.getOutputStream().write(1); // The first is answered with a reset, the next finds it.
            return !client.isOpen();
        });

        assertThat(far.getInputStream().readNBytes(MANY_BYTES)).hasSize(MANY_BYTES);
    }

    @Test
    void whatNobodyTakesEndsWithTheIdleTime() throws Exception {
        near.getOutputStream().write(new byte[MANY_BYTES]); // The system holds it until somebody reads.
        near.shutdownOutput();
        join(Duration.ofMillis(300));
        await().until(client::isInputShutdown);
        client.close();

        await().until(() -> !target.isOpen());

        assertThatThrownBy(() -> far.getInputStream().readNBytes(MANY_BYTES)).isInstanceOf(SocketException.class);
    }

    private void join(Duration idleTimeout) throws Exception {
        client.eventLoop()
                .submit(() -> TcpTunnel.join(client, target, idleTimeout))
                .get(30, TimeUnit.SECONDS);
    }
}
