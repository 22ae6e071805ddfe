package io.underpass.emulator.node;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What the ids of hops begin with, so that a node knows which requests the edge has sent: it is made of the token, which no
 * client knows. Threads: stateless.
 */
final class HopMark {

    private static final byte[] USE = "hops from edge to node".getBytes(StandardCharsets.UTF_8);
    private static final int BYTES = 12;

    private HopMark() {}

    static String of(String token) {
        return hex(token) + '-';
    }

    /** The name by which the edge calls a node where it speaks TLS with it, which is not any listener's. */
    static String serverName(String token) {
        return hex(token) + ".hop";
    }

    private static String hex(String token) {
        return HexFormat.of().formatHex(CookieKey.derive(token, USE), 0, BYTES);
    }
}
