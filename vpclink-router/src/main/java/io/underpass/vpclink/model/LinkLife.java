package io.underpass.vpclink.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The life of a VPC link, of either version. Its status follows from the time, so that nothing has to wait for it.
 *
 * <p>Threads: immutable.
 *
 * @param createdDate it is PENDING from then on
 * @param settledAt it is AVAILABLE or FAILED from then on
 * @param failure why it fails to be provisioned, in AWS's words; empty where it does not
 * @param deletion empty until somebody deletes it
 */
public record LinkLife(Instant createdDate, Instant settledAt, Optional<String> failure, Optional<Deletion> deletion) {

    /**
     * The last phase.
     *
     * @param requestedAt it is DELETING from then on
     * @param goneAt it does not exist from then on
     */
    public record Deletion(Instant requestedAt, Instant goneAt) {}

    /** A life that leads to AVAILABLE, or to FAILED where there is a {@code failure}. */
    public static LinkLife begun(Instant createdDate, Instant settledAt, Optional<String> failure) {
        return new LinkLife(createdDate, settledAt, failure, Optional.empty());
    }

    /**
     * The status at {@code now}; empty once it is gone. That it is INACTIVE is not known here. Before a phase began, since
     * somebody has put time back, the phase is over.
     */
    public Optional<VpcLinkStatus> statusAt(Instant now) {
        if (deletion.isPresent()) {
            boolean deleting = now.isBefore(deletion.get().goneAt())
                    && !now.isBefore(deletion.get().requestedAt());
            return deleting ? Optional.of(VpcLinkStatus.DELETING) : Optional.empty();
        }
        if (now.isBefore(settledAt) && !now.isBefore(createdDate)) {
            return Optional.of(VpcLinkStatus.PENDING);
        }
        return Optional.of(failure.isPresent() ? VpcLinkStatus.FAILED : VpcLinkStatus.AVAILABLE);
    }

    /** This life on its way to the end. */
    public LinkLife deleting(Deletion requested) {
        return new LinkLife(createdDate, settledAt, failure, Optional.of(requested));
    }
}
