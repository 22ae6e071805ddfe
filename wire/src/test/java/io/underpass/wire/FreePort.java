package io.underpass.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for tests that have to name one before they listen there. Somebody else might take it meanwhile: those that the
 * system gives to whoever asks for any are left out, which is from 32768 on Linux and from 49152 elsewhere.
 *
 * <p>Threads: safe.
 */
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int LAST = 32_767;

    private FreePort() {}

    /** One that nobody listens on, on any address. */
    public static int any() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (isFree(new InetSocketAddress(port))
                    && isFree(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                return port;
            }
        }
    }

    private static boolean isFree(InetSocketAddress address) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
