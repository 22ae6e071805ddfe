package io.underpass.emulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a clock shows, as another process is told: the machine's time where it is neither ahead nor stopped.
 *
 * <p>Threads: immutable.
 *
 * @param ahead how much later it is than on the machine, whatever that shows; negative where it is earlier
 * @param stopped the instant at which time stands still
 */
public record ShownTime(Optional<Duration> ahead, Optional<Instant> stopped) {

    /** The machine's time. */
    public static final ShownTime MACHINE = new ShownTime(Optional.empty(), Optional.empty());

    /** What is shown now, as far as this machine knows. */
    public Instant instant() {
        return stopped.orElseGet(() -> Instant.now().plus(ahead.orElse(Duration.ZERO)));
    }
}
