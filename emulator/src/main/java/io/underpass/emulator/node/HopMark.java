package io.underpass.emulator.node;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What the ids of hops begin with, so that a node knows which requests the edge has sent: it is made of the token, which no
 * client knows. Threads: stateless.
 */
final class HopMark {

    private static final String IDS = "hops from edge to node";
    private static final String NAME = "the name of the node in the edge's TLS";
    private static final int BYTES = 12;

    private HopMark() {}

    static String of(String token) {
        return hex(token, IDS) + '-';
    }

    /**
     * The name by which the edge calls a node where it speaks TLS with it, which is not any listener's. It travels in clear,
     * so that what ids begin with cannot be told from it.
     */
    static String serverName(String token) {
        return hex(token, NAME) + ".hop";
    }

    private static String hex(String token, String use) {
        return HexFormat.of().formatHex(CookieKey.derive(token, use.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
    }
}
