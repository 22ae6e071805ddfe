package io.underpass.alb.desync;

import io.underpass.wire.HeadPolicy;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Judges heads by the mode of a load balancer. What cannot be framed even by the most lenient reading (a length that is no
 * number, a coding that nobody knows) is refused in every mode by the decoder behind this.
 *
 * <p>Threads: safe if the supplier is.
 */
public final class HeadJudge implements HeadPolicy {

    private final Supplier<Mode> mode;
    private final BooleanSupplier preservesHost;

    /**
     * A judge.
     *
     * @param mode asked for every head that is not compliant
     * @param preservesHost whether the Host field stays as it came though the target names a host too; asked for heads
     *     whose targets are no paths
     */
    public HeadJudge(Supplier<Mode> mode, BooleanSupplier preservesHost) {
        this.mode = mode;
        this.preservesHost = preservesHost;
    }

    @Override
    public Ruling judge(byte[] bytes, int requestLineBytes) {
        return PlainHead.is(bytes, requestLineBytes)
                ? new Taken(bytes, Optional.empty())
                : judgeClosely(bytes, requestLineBytes);
    }

    /** As {@link #judge}, for every head. */
    Ruling judgeClosely(byte[] bytes, int requestLineBytes) {
        RawHead head = RawHead.of(bytes, requestLineBytes);
        if (head.isLater()) {
            return new Taken(bytes, Optional.empty()); // Not in a text's first line: the decoder says 505.
        }
        Optional<Reason> reason = HeadClassifier.classify(head);
        boolean path = head.target().startsWith("/") || !preservesHost.getAsBoolean();
        RawHead served = path ? head : head.withoutAuthority();
        if (reason.isEmpty()) {
            boolean other = !path || HeadRepair.isWanted(head);
            return new Taken(other ? HeadRepair.repair(served, false) : bytes, Optional.empty());
        }
        Tier tier = reason.get().tier();
        Mode.Treatment treatment = mode.get().of(tier);
        if (treatment == Mode.Treatment.REFUSE) {
            return new Refused(
                    "the request is classified " + tier.text() + ", "
                            + reason.get().text(),
                    Optional.of(new Remark(tier.text(), reason.get().text(), true)));
        }
        boolean close = treatment == Mode.Treatment.PASS_AND_CLOSE || HeadRepair.isDisputed(head);
        return new Taken(
                HeadRepair.repair(served, close || head.isBeforeHttp10()),
                Optional.of(new Remark(tier.text(), reason.get().text(), close)));
    }
}
