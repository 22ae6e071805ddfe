package io.underpass.alb.data;

import io.underpass.alb.TargetStates.AnomalyDetection;
import io.underpass.alb.compile.Balancing;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.data.AnswerTally.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the targets that fail more often than the others of their group, and takes requests from them where the group
 * mitigates that (AWS: "Automatic Target Weights"). AWS tells how often it looks, from how many targets on, and that 5xx
 * and connections that fail count; by which numbers it judges is not known, so that those here are guesses.
 *
 * <p>Threads: {@link #of}, {@link #share} and {@link #answers} are safe; everything else is confined to the timer's thread.
 */
final class Anomalies {

    /** How often it looks (AWS). */
    static final Duration PERIOD = Duration.ofSeconds(5);

    private static final int FEWEST_ANSWERS = 10;
    private static final double LEAST_FAILURE_RATE = 0.05;
    private static final int TIMES_AS_OFTEN = 3;
    private static final int DECLINE = 4;
    private static final int RECOVERY = 2;
    private static final Window NOTHING = new Window(0, 0);
    private static final Verdict NORMAL = new Verdict(false, HealthStates.FULL_SHARE);

    private final Map<TargetKey, AnswerTally> tallies = new ConcurrentHashMap<>();
    private final Map<TargetKey, Verdict> verdicts = new ConcurrentHashMap<>();

    private record Verdict(boolean anomalous, int share) {}

    /** What was found of a target. */
    AnomalyDetection of(TargetKey target) {
        Verdict verdict = verdicts.getOrDefault(target, NORMAL);
        return new AnomalyDetection(verdict.anomalous, verdict.share < HealthStates.FULL_SHARE);
    }

    /** The share of a target, in hundredths. */
    int share(TargetKey target) {
        return verdicts.getOrDefault(target, NORMAL).share;
    }

    /** Where a target's answers are counted. */
    AnswerTally answers(TargetKey target) {
        return tallies.computeIfAbsent(target, key -> new AnswerTally());
    }

    /** Whether anything is counted. */
    boolean any() {
        return !tallies.isEmpty();
    }

    /** Forgets a target. */
    void forget(TargetKey target) {
        tallies.remove(target);
        verdicts.remove(target);
    }

    /** Forgets all other targets: requests that began before a target went may have counted its answers afterwards. */
    void keepOnly(Set<TargetKey> targets) {
        tallies.keySet().retainAll(targets);
        verdicts.keySet().retainAll(targets);
    }

    /**
     * Judges the healthy targets of a group by what was counted since it did so before.
     *
     * @return whether any target's share has changed
     */
    boolean judge(CompiledTargetGroup group, List<TargetKey> healthy) {
        Map<TargetKey, Window> windows = new HashMap<>();
        Window all = NOTHING;
        for (TargetKey target : healthy) {
            AnswerTally tally = tallies.get(target);
            Window window = tally == null ? NOTHING : tally.take();
            windows.put(target, window);
            all = all.plus(window);
        }
        List<TargetKey> anomalous = new ArrayList<>();
        if (healthy.size() >= RoutableTargets.COMPARABLE_TARGETS) {
            for (TargetKey target : healthy) {
                Window own = windows.getOrDefault(target, all);
                if (isAnomalous(own, all.minus(own))) {
                    anomalous.add(target);
                }
            }
        }
        Balancing balancing = group.balancing();
        boolean mitigates = balancing.mitigation() && balancing.algorithm() == Balancing.Algorithm.WEIGHTED_RANDOM;
        anomalous.sort(Comparator.comparingDouble(
                target -> -windows.getOrDefault(target, NOTHING).failureRate()));
        List<TargetKey> heldOff =
                mitigates ? anomalous.subList(0, Math.min(anomalous.size(), healthy.size() / 2)) : List.of();
        boolean changed = false;
        for (TargetKey target : healthy) {
            int before = share(target);
            int share = mitigates ? share(before, heldOff.contains(target)) : HealthStates.FULL_SHARE;
            Verdict verdict = new Verdict(anomalous.contains(target), share);
            if (verdict.equals(NORMAL)) {
                verdicts.remove(target);
            } else {
                verdicts.put(target, verdict);
            }
            changed |= share != before;
        }
        return changed;
    }

    private static boolean isAnomalous(Window own, Window others) {
        return own.answers() >= FEWEST_ANSWERS
                && others.answers() >= FEWEST_ANSWERS
                && own.failureRate() > LEAST_FAILURE_RATE + TIMES_AS_OFTEN * others.failureRate();
    }

    private static int share(int before, boolean heldOff) {
        return heldOff ? Math.max(1, before / DECLINE) : Math.min(HealthStates.FULL_SHARE, before * RECOVERY);
    }
}
