package io.underpass.emulator.init;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far the folders of files and scripts have come.
 *
 * <p>Threads: safe.
 */
public final class InitStatus {

    private final List<Run> runs = new ArrayList<>();
    private final Set<InitStage> completed = EnumSet.noneOf(InitStage.class);
    private volatile Optional<InitStatus> followed = Optional.empty();

    /** How one file fared. */
    public enum Outcome {
        /** It has not come to its end. */
        RUNNING,
        /** It did what it was to do. */
        SUCCESSFUL,
        /** It did not. */
        ERROR
    }

    /**
     * One file.
     *
     * @param millis how long it took
     * @param reason why it failed; empty where it did not
     */
    public record Run(InitStage stage, Path file, Outcome outcome, long millis, String reason) {}

    synchronized void record(InitStage stage, Path file, Outcome outcome, long millis, String reason) {
        runs.removeIf(run -> run.stage == stage && run.file.equals(file));
        runs.add(new Run(stage, file, outcome, millis, reason));
    }

    synchronized void complete(InitStage stage) {
        completed.add(stage);
    }

    /** Whether the emulator runs already and files of its start are still to come. */
    public boolean isStarting() {
        return followed.map(other -> !other.has(InitStage.READY)).orElse(false);
    }

    private synchronized boolean has(InitStage stage) {
        return completed.contains(stage);
    }

    /** Whether there was any file. */
    public synchronized boolean anythingDone() {
        return !runs.isEmpty();
    }

    /** Tells from now on what {@code other} does, which began before there was an emulator. */
    public void follow(InitStatus other) {
        followed = Optional.of(other);
    }

    /** The files that were begun, in order. */
    public List<Run> runs() {
        return followed.orElse(this).ownRuns();
    }

    /** The stages that are over. */
    public Set<InitStage> completed() {
        return followed.orElse(this).ownCompleted();
    }

    private synchronized List<Run> ownRuns() {
        return List.copyOf(runs);
    }

    private synchronized Set<InitStage> ownCompleted() {
        return Set.copyOf(completed);
    }
}
