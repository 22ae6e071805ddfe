package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.wire.Upstream;

/**
 * A target and the way to it.
 *
 * <p>Threads: safe.
 *
 * @param inFlight what it is answering: the same object for as long as the group is in use
 */
record RoutableTarget(CompiledTarget target, Upstream upstream, InFlight inFlight) {}
