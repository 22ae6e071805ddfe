package io.underpass.emulator;

import io.underpass.emulator.assembly.TargetAddresses;
import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.emulator.services.ServiceEndpoints;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a node finds what it calls, apart from its edge.
 *
 * <p>Threads: immutable.
 *
 * @param targets where targets are that are registered by an id
 * @param functions where Lambda is
 * @param trust which identity providers are elsewhere, and what user pools' clients are called with
 * @param trusted a file with authorities that https providers and functions are believed by, besides those that Java knows
 */
public record NodeSurroundings(
        TargetAddresses targets, ServiceEndpoints functions, TrustSettings trust, Optional<Path> trusted) {

    /** Whatever DNS finds. */
    public static final NodeSurroundings DNS = new NodeSurroundings(
            TargetAddresses.NONE,
            ServiceEndpoints.NONE,
            TrustSettings.defaults(Settings.DEFAULT_ACCOUNT),
            Optional.empty());
}
