package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.wire.Upstream;

/**
 * A target, or one of the addresses that its name has, and the way to it.
 *
 * <p>Threads: safe.
 *
 * @param name for people: what was registered, and the address where that is not the same
 * @param inFlight what the target is answering: the same object for as long as the group is in use
 */
record RoutableTarget(String name, Upstream upstream, InFlight inFlight) {

    static RoutableTarget at(String address, CompiledTarget target, Upstream upstream, InFlight inFlight) {
        String name = address.equals(target.host()) ? target.key() : target.key() + " (" + address + ')';
        return new RoutableTarget(name, upstream, inFlight);
    }
}
