package io.underpass.wire;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * Knows the identity for each name that clients of a listener may ask for.
 *
 * <p>Threads: called on event loops and must not block there; the answer may come on any thread.
 */
@FunctionalInterface
public interface ServerIdentities {

    /**
     * The identity for one connection; where there is none the stage fails and the connection closes.
     *
     * @param serverName the name the client asked for (RFC 6066 3), in lower case; empty where it named none, as clients
     *     do that connect to an address
     * @param local the address that was connected to
     */
    CompletionStage<ServerIdentity> identity(String serverName, InetSocketAddress local);
}
