package io.underpass.emulator.faults;

import io.underpass.alb.data.FaultPoints;
import io.underpass.wire.FaultPoint;

/**
 * Where something can be made to go wrong.
 *
 * <p>Threads: safe.
 *
 * @param links on the way into VPC links
 * @param others at load balancers and behind them
 */
public record FaultSites(FaultPoint links, FaultPoints others) {

    FaultPoint at(FaultPlace place) {
        return switch (place) {
            case LINK -> links;
            case LOAD_BALANCER -> others.loadBalancers();
            case LISTENER -> others.listeners();
            case TARGET -> others.targets();
        };
    }
}
