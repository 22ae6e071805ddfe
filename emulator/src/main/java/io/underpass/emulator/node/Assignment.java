package io.underpass.emulator.node;

import io.underpass.alb.Certificates;
import io.underpass.alb.model.AlbState;
import io.underpass.emulator.clock.ShownTime;
import io.underpass.emulator.faults.CarriedFault;
import java.util.List;
import java.util.Map;

/**
 * What a node is to serve from now on: its load balancer, or nothing while there is none of its name.
 *
 * <p>Threads: immutable.
 *
 * @param version grows with every change, also over restarts of the edge
 * @param certificates those that its listeners show, by ARN
 * @param faults what is to go wrong there
 * @param time what the edge's clock shows
 * @param forgotten grows whenever what requests have left behind is to be forgotten
 */
record Assignment(
        long version,
        AlbState state,
        Map<String, Certificates.Pair> certificates,
        List<CarriedFault> faults,
        ShownTime time,
        long forgotten) {

    /** Where nothing goes wrong, and it is now. */
    Assignment(long version, AlbState state, Map<String, Certificates.Pair> certificates) {
        this(version, state, certificates, List.of(), ShownTime.MACHINE, 0);
    }

    /** Without certificates. */
    Assignment(long version, AlbState state) {
        this(version, state, Map.of());
    }

    /** The same, as another version. */
    Assignment at(long otherVersion) {
        return new Assignment(otherVersion, state, certificates, faults, time, forgotten);
    }
}
