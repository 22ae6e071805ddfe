package io.underpass.emulator.node;

import io.netty.util.AsciiString;
import java.time.Duration;

/** What both sides agree on. Threads: constants only. */
final class NodeProtocol {

    /** Where the calls of nodes go, below the edge port; followed by one of the names below. */
    static final String PATH = "/_underpass/nodes/";

    static final String POLL = "poll";
    static final String REPORT = "report";
    static final String LEAVE = "leave";

    /** How long the edge lets a node wait for a change. */
    static final Duration HOLD = Duration.ofSeconds(20);

    /** Of an answer to a poll: the address that the node's connection came from. */
    static final String SEEN_AS = "x-underpass-seen-as";

    /** Of a request from edge to node: what the node is to call it when it reports what became of it. */
    static final AsciiString HOP = AsciiString.cached("x-underpass-hop");

    /** Of a request from edge to node: who its client is, and the TLS that it has spoken with the edge. */
    static final AsciiString HOP_CLIENT = AsciiString.cached("x-underpass-hop-client");

    private NodeProtocol() {}
}
