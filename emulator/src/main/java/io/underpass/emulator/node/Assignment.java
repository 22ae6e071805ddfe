package io.underpass.emulator.node;

import io.underpass.alb.model.AlbState;

/**
 * What a node is to serve from now on: its load balancer, or nothing while there is none of its name.
 *
 * <p>Threads: immutable.
 *
 * @param version grows with every change, also over restarts of the edge
 */
record Assignment(long version, AlbState state) {}
