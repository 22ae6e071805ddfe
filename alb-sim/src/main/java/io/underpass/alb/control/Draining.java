package io.underpass.alb.control;

import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.alb.model.TargetGroupAttributes;
import java.time.Duration;
import java.time.Instant;
import org.pcollections.PSortedMap;

/**
 * Targets that were deregistered: each drains for the group's deregistration delay, in use or not, and is gone
 * afterwards (spec 3.5).
 *
 * <p>Threads: stateless.
 */
final class Draining {

    private Draining() {}

    /** The targets of {@code group} that are registered or draining at {@code now}, which somebody may have put back. */
    static PSortedMap<String, TargetDescription> present(TargetGroup group, Instant now) {
        Duration delay = group.lambda()
                ? Duration.ZERO // Functions do not drain.
                : TargetGroupAttributes.DEREGISTRATION_DELAY.in(group.attributes());
        PSortedMap<String, TargetDescription> present = group.targets();
        for (TargetDescription target : group.targets().values()) {
            boolean gone = target.deregisteredAt()
                    .filter(since -> now.isBefore(since) || !now.isBefore(since.plus(delay)))
                    .isPresent();
            if (gone) {
                present = present.minus(target.key());
            }
        }
        return present;
    }
}
