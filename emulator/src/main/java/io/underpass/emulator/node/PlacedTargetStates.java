package io.underpass.emulator.node;

import io.underpass.alb.TargetStates;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import java.time.InstantSource;

/**
 * The health of targets as those see it who send them requests: a node for its own, this process for all others.
 *
 * <p>Threads: called on the control thread.
 */
public final class PlacedTargetStates implements TargetStates {

    /** Not heard of yet. */
    private static final TargetHealth REGISTERING =
            new TargetHealth("initial", "Elb.RegistrationInProgress", "Target registration is in progress");

    /** That a load balancer which is gone shows its targets so is a guess. */
    private static final TargetHealth NODE_GONE =
            new TargetHealth("unhealthy", "Elb.InternalError", "Health checks failed due to an internal error");

    private final NodeRegistry nodes;
    private final TargetStates here;
    private final InstantSource clock;

    /** What {@code nodes} say, else {@code here}. */
    public PlacedTargetStates(NodeRegistry nodes, TargetStates here, InstantSource clock) {
        this.nodes = nodes;
        this.here = here;
        this.clock = clock;
    }

    @Override
    public TargetHealth health(TargetGroup group, TargetDescription target) {
        return nodes.ofTargetGroup(group.targetGroupArn())
                .map(node -> node.contact().isThere(clock.millis())
                        ? node.health(group.targetGroupArn(), target.key()).orElse(REGISTERING)
                        : NODE_GONE)
                .orElseGet(() -> here.health(group, target));
    }

    @Override
    public AnomalyDetection anomaly(TargetGroup group, TargetDescription target) {
        return nodes.ofTargetGroup(group.targetGroupArn())
                .map(node -> node.anomaly(group.targetGroupArn(), target.key()).orElse(AnomalyDetection.NORMAL))
                .orElseGet(() -> here.anomaly(group, target));
    }
}
