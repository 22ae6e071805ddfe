package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class ServerNameReaderTest {

    private static byte[] hello() throws GeneralSecurityException, SSLException {
        SSLEngine client = SSLContext.getDefault().createSSLEngine("example.com", 443);
        client.setUseClientMode(true);
        ByteBuffer record = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        client.wrap(ByteBuffer.allocate(0), record);
        byte[] bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        return bytes;
    }

    @Test
    void aClientThatLeavesBeforeItsCertificateIsFoundIsForgotten() throws Exception {
        CompletableFuture<ServerIdentity> found = new CompletableFuture<>();
        EmbeddedChannel channel = new EmbeddedChannel(new ServerNameReader((name, address) -> found)) {
            @Override
            protected SocketAddress localAddress0() {
                return new InetSocketAddress("127.0.0.1", 443);
            }
        };
        channel.writeInbound(Unpooled.wrappedBuffer(hello()));
        channel.close();
        found.complete(TestTls.create()
                .anyName()
                .identity("example.com", new InetSocketAddress("127.0.0.1", 443))
                .toCompletableFuture()
                .join());
        channel.runPendingTasks();
        assertThatCode(channel::checkException).doesNotThrowAnyException();
        assertThat(channel.isOpen()).isFalse();
    }
}
