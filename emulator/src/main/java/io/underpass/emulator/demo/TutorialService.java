package io.underpass.emulator.demo;

import io.underpass.wire.HostAndPort;
import java.util.List;

/**
 * A service that gets a load balancer of its own. Threads: immutable.
 *
 * @param name what the service and its load balancer are called
 * @param targets where its instances listen, each with a port
 */
public record TutorialService(String name, List<HostAndPort> targets) {

    /** Checks that every target has a port. */
    public TutorialService {
        targets = List.copyOf(targets);
        for (HostAndPort target : targets) {
            if (target.port().isEmpty()) {
                throw new IllegalArgumentException("the target " + target + " of " + name + " must name a port");
            }
        }
    }
}
