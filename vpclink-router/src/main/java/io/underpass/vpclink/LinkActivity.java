package io.underpass.vpclink;

import io.underpass.vpclink.model.VpcLink;
import java.time.Instant;

/**
 * Which links nobody has used for long. Traffic is no state: it is noted where requests run and asked for here.
 *
 * <p>Threads: safe, never blocking.
 */
@FunctionalInterface
public interface LinkActivity {

    /** Whether {@code link}, provisioned as it is, routes no traffic because it had none for too long. */
    boolean isInactive(VpcLink link, Instant now);
}
