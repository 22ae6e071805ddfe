package io.underpass.emulator.node;

import io.underpass.alb.Certificates;
import io.underpass.alb.model.AlbState;
import java.util.Map;

/**
 * What a node is to serve from now on: its load balancer, or nothing while there is none of its name.
 *
 * <p>Threads: immutable.
 *
 * @param version grows with every change, also over restarts of the edge
 * @param certificates those that its listeners show, by ARN
 */
record Assignment(long version, AlbState state, Map<String, Certificates.Pair> certificates) {

    /** Without certificates. */
    Assignment(long version, AlbState state) {
        this(version, state, Map.of());
    }
}
