package io.underpass.emulator.node;

import io.underpass.alb.LambdaTargets;
import io.underpass.alb.Workers;
import io.underpass.alb.data.AuthenticationSettings;

/**
 * What a node calls besides targets and the edge.
 *
 * <p>Threads: as its parts.
 *
 * @param functions how targets that are functions are called
 * @param workers do what would hold up an event loop
 * @param authentication how it is found out who somebody is
 */
public record NodeServices(LambdaTargets functions, Workers workers, AuthenticationSettings authentication) {

    /** No functions, no identity providers, no threads to spare. */
    public static final NodeServices NONE =
            new NodeServices(LambdaTargets.NONE, Workers.NONE, AuthenticationSettings.NONE);
}
