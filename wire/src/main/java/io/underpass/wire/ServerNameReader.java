package io.underpass.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the name a TLS client asks for, waits for the identity that goes with it, and leaves the connection to TLS.
 *
 * <p>Threads: confined to the event loop of its connection; identities are found elsewhere.
 */
final class ServerNameReader extends AbstractSniHandler<ServerIdentity> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerNameReader.class);
    private static final int MAX_HELLO_BYTES = 16 * 1024;
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

    private final @Nullable ServerConnection connection;
    private final ServerIdentities identities;
    private final long begunNanos = System.nanoTime();
    private boolean refused;

    /** For a connection whose protocol is chosen by TLS. */
    ServerNameReader(ServerConnection connection, ServerIdentities identities) {
        super(MAX_HELLO_BYTES, HANDSHAKE_LIMIT.toMillis());
        this.connection = connection;
        this.identities = identities;
    }

    /** For a connection of whose bytes nothing is known. */
    ServerNameReader(ServerIdentities identities) {
        super(MAX_HELLO_BYTES, HANDSHAKE_LIMIT.toMillis());
        this.connection = null;
        this.identities = identities;
    }

    @Override
    protected Future<ServerIdentity> lookup(ChannelHandlerContext ctx, @Nullable String hostname) {
        Promise<ServerIdentity> found = ctx.executor().newPromise();
        ask(hostname == null ? "" : hostname, ctx).whenComplete((identity, failure) -> {
            if (failure == null) {
                found.trySuccess(identity);
            } else {
                found.tryFailure(failure);
            }
        });
        return found;
    }

    private CompletionStage<ServerIdentity> ask(String serverName, ChannelHandlerContext ctx) {
        return identities.identity(serverName, (InetSocketAddress) ctx.channel().localAddress());
    }

    @Override
    protected void onLookupComplete(
            ChannelHandlerContext ctx, @Nullable String hostname, Future<ServerIdentity> found) {
        if (!found.isSuccess()) {
            if (refused) {
                return; // What the client has said is looked at once more when its connection ends.
            }
            refused = true;
            LOG.debug(
                    "no certificate for {}, asked by {}",
                    hostname,
                    ctx.channel().remoteAddress(),
                    found.cause());
            if (connection == null) {
                FlowMeter.of(ctx.channel()).clientNotSecured(hostname == null ? "" : hostname);
            } else {
                connection.notSecured(Optional.empty(), found.cause());
            }
            ctx.close();
            return;
        }
        if (ctx.isRemoved()) {
            return; // The client did not wait for it.
        }
        SslHandler tls = found.getNow().context().newHandler(ctx.alloc());
        tls.setHandshakeTimeoutMillis(HANDSHAKE_LIMIT.toMillis());
        String serverName = hostname == null ? "" : hostname;
        KeyExchangeReader exchange = new KeyExchangeReader();
        if (connection == null) {
            FlowMeter.tlsBegins(ctx.channel(), tls, exchange, serverName, begunNanos);
        } else {
            ctx.pipeline()
                    .addAfter(ctx.name(), null, new ProtocolChoice(connection, tls, exchange, serverName, begunNanos));
        }
        ctx.pipeline().addBefore(ctx.name(), null, exchange);
        ctx.pipeline().replace(this, null, tls);
    }
}
