package io.underpass.wire;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for tests that have to name one before they listen there. Somebody else might take it meanwhile: those that the
 * system gives to whoever asks for any are left out, which is from 32768 on Linux and from 49152 elsewhere. Of the tests
 * that run at the same time, in whichever JVM, one alone is given a port: its UDP port of that number, for which nobody
 * has a use, is held until the JVM ends.
 *
 * <p>Threads: safe.
 */
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int LAST = 32_767;

    private static final List<DatagramSocket> CLAIMS = new CopyOnWriteArrayList<>();

    private FreePort() {}

    /** One that nobody listens on, on any address, and that nobody else is given. */
    public static int any() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            Optional<DatagramSocket> claim = claim(port);
            if (claim.isEmpty()) {
                continue;
            }
            if (isFree(new InetSocketAddress(port))
                    && isFree(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                CLAIMS.add(claim.get());
                return port;
            }
            claim.get().close();
        }
    }

    /** Empty where somebody else has it. */
    private static Optional<DatagramSocket> claim(int port) {
        try {
            return Optional.of(new DatagramSocket(port, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            return Optional.empty();
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
