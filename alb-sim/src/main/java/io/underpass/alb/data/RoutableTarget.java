package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.wire.Upstream;

/**
 * A target and the way to it.
 *
 * <p>Threads: safe.
 */
record RoutableTarget(CompiledTarget target, Upstream upstream) {}
