package io.underpass.wire;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * A handshake without a connection: what a client and a server in one process would agree on if they spoke TLS with each
 * other, or why they would not.
 *
 * <p>Threads: confined to one call; takes milliseconds, so not for event loops.
 */
public final class TlsRehearsal {

    /** Far more than a handshake takes. */
    private static final int MAX_STEPS = 200;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final InetSocketAddress origin;
    private final Side client;
    private final Side server;

    /** How a rehearsal ended. */
    public sealed interface Result {

        /** They would speak. */
        record Agreed(TlsSession session) implements Result {}

        /** They would not; the failure is the one that an {@link UpstreamClient} would report. */
        record Failed(Failure failure) implements Result {}
    }

    private TlsRehearsal(UpstreamTls client, ServerIdentity server, String host, int port) {
        this.origin = InetSocketAddress.createUnresolved(host, port);
        UnpooledByteBufAllocator alloc = UnpooledByteBufAllocator.DEFAULT;
        this.client = new Side(client.newEngine(alloc, host, port));
        this.server = new Side(server.context().newEngine(alloc));
    }

    /** Has {@code client} call {@code server} as {@code host}. */
    public static Result perform(UpstreamTls client, ServerIdentity server, String host, int port) {
        return new TlsRehearsal(client, server, host, port).perform();
    }

    private Result perform() {
        try {
            client.engine.beginHandshake();
            server.engine.beginHandshake();
            boolean moves = true;
            for (int i = 0; moves && i < MAX_STEPS; i++) {
                moves = client.advance(server.sent);
                moves |= server.advance(client.sent);
            }
            if (!client.isDone() || !server.isDone()) {
                return new Result.Failed(new Failure(
                        Failure.Kind.TLS_FAILED, "no TLS with " + ConnectionLoss.name(origin) + ": no agreement"));
            }
            SSLSession session = server.engine.getSession();
            return new Result.Agreed(
                    new TlsSession(session.getProtocol(), session.getCipherSuite(), ProtocolChoice.shownIn(session)));
        } catch (SSLException e) {
            return new Result.Failed(TlsLoss.failure(e, origin));
        } finally {
            client.engine.closeOutbound();
            server.engine.closeOutbound();
        }
    }

    /** One end, and the bytes that it has sent and the other has not read. */
    private static final class Side {

        private final SSLEngine engine;
        private final ByteBuffer sent;
        private final ByteBuffer read;

        Side(SSLEngine engine) {
            this.engine = engine;
            this.sent = ByteBuffer.allocate(4 * engine.getSession().getPacketBufferSize());
            this.read = ByteBuffer.allocate(2 * engine.getSession().getApplicationBufferSize());
        }

        boolean isDone() {
            return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && !engine.isInboundDone();
        }

        /** Does the next thing there is to do; false where there is none. */
        boolean advance(ByteBuffer received) throws SSLException {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    Runnable task = engine.getDelegatedTask();
                    while (task != null) {
                        task.run();
                        task = engine.getDelegatedTask();
                    }
                    return true;
                }
                case NEED_WRAP -> {
                    return engine.wrap(NOTHING.duplicate(), sent).bytesProduced() > 0;
                }
                default -> {
                    received.flip();
                    int consumed = received.hasRemaining()
                            ? engine.unwrap(received, read.clear()).bytesConsumed()
                            : 0;
                    received.compact();
                    return consumed > 0;
                }
            }
        }
    }
}
