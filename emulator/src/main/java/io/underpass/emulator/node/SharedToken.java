package io.underpass.emulator.node;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** The secret that tells nodes from strangers. Never shown. Threads: immutable. */
final class SharedToken {

    private static final String SCHEME = "Bearer ";

    private final Optional<String> token;

    SharedToken(Optional<String> token) {
        this.token = token;
    }

    /** Why a call with {@code headers} is not believed; empty where it is. */
    Optional<String> refusal(HttpHeaders headers) {
        if (token.isEmpty()) {
            return Optional.of("This edge takes no nodes: it has no token. Start it with --node-token TOKEN, or with"
                    + " UNDERPASS_NODE_TOKEN in its environment, and the nodes with the same");
        }
        String given = headers.get(HttpHeaderNames.AUTHORIZATION, "");
        if (!given.startsWith(SCHEME)) {
            return Optional.of("A node has to show the token that it shares with the edge: start it with"
                    + " --token TOKEN, or with UNDERPASS_NODE_TOKEN in its environment");
        }
        return same(given.substring(SCHEME.length()), token.get())
                ? Optional.empty()
                : Optional.of("The node's token is not the edge's; start both with the same UNDERPASS_NODE_TOKEN");
    }

    /** The field that shows {@code token}. */
    static String field(String token) {
        return SCHEME + token;
    }

    /** Takes the same time whatever differs. */
    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }
}
