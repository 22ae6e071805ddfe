package io.underpass.wire;

import io.netty.buffer.ByteBuf;

/**
 * One request that came over a connection.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class ServerExchange extends RunningExchange {

    private final ServerConnection connection;

    ServerExchange(ServerConnection connection, RequestHead request, RequestBody body) {
        super(request, body, connection.peer(), connection.eventLoop(), new Trail());
        this.connection = connection;
    }

    @Override
    boolean isHeld() {
        return !connection.isWritable();
    }

    @Override
    void sendHead(ResponseHead head) {
        connection.beginResponse(request(), head, isBodiless());
    }

    @Override
    void sendData(ByteBuf data) {
        if (!connection.writer().data(data)) {
            cut(new Failure(Failure.Kind.INTERNAL, "the response body is longer than announced"));
        }
    }

    @Override
    void sendFlush() {
        connection.writer().flush();
    }

    @Override
    void complete() {
        if (connection.writer().end() || isBodiless()) {
            close();
            connection.responseEnded();
        } else {
            cut(new Failure(Failure.Kind.INTERNAL, "the response body is shorter than announced"));
        }
    }

    /** Closes the connection: before the head the client gets no response at all, after it a truncated one. */
    @Override
    void cut(Failure failure) {
        connection.cutResponse(failure);
    }
}
