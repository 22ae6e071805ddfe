package io.underpass.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * An address of this machine that refuses connections. Its port is taken as long as this is open, so that nobody else
 * comes to listen there meanwhile.
 *
 * <p>Threads: immutable.
 */
public final class NobodyThere implements AutoCloseable {

    private final Socket holding = new Socket();

    private NobodyThere() throws IOException {
        holding.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    }

    /** A port that nobody listens on. */
    public static NobodyThere open() {
        try {
            return new NobodyThere();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return holding.getLocalPort();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(holding.getLocalAddress(), port());
    }

    @Override
    public void close() {
        try {
            holding.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
