package io.underpass.emulator.init;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
    enum Outcome {
        RUNNING,
        SUCCESSFUL,
        ERROR
    }

    private record Run(InitStage stage, Path file, Outcome outcome, long millis, String reason) {}

    synchronized void record(InitStage stage, Path file, Outcome outcome, long millis, String reason) {
        runs.removeIf(run -> run.stage == stage && run.file.equals(file));
        runs.add(new Run(stage, file, outcome, millis, reason));
    }

    synchronized void complete(InitStage stage) {
        completed.add(stage);
    }

    /** Whether there was any file to run or import. */
    public synchronized boolean hasRun() {
        return !runs.isEmpty();
    }

    /** Tells from now on what {@code other} does, which began before there was an emulator. */
    public void follow(InitStatus other) {
        followed = Optional.of(other);
    }

    /** All of it. */
    public ObjectNode toJson() {
        return followed.orElse(this).json();
    }

    private synchronized ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode stages = json.putObject("completed");
        for (InitStage stage : InitStage.values()) {
            stages.put(stage.name().toLowerCase(Locale.ROOT), completed.contains(stage));
        }
        ArrayNode files = json.putArray("files");
        for (Run run : runs) {
            ObjectNode file = files.addObject()
                    .put("stage", run.stage.name().toLowerCase(Locale.ROOT))
                    .put("file", run.file.toString())
                    .put("state", run.outcome.name().toLowerCase(Locale.ROOT))
                    .put("millis", run.millis);
            if (!run.reason.isEmpty()) {
                file.put("reason", run.reason);
            }
        }
        return json;
    }

    /**
     * In the shape that LocalStack has it.
     *
     * @param stage only that stage's, where there is one
     * @return empty where there is no such stage
     */
    public Optional<ObjectNode> likeLocalStack(String stage) {
        return followed.orElse(this).localStackJson(stage);
    }

    private synchronized Optional<ObjectNode> localStackJson(String stage) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (stage.isEmpty()) {
            ObjectNode stages = json.putObject("completed");
            for (InitStage each : InitStage.values()) {
                stages.put(each.name(), completed.contains(each));
            }
        } else {
            Optional<InitStage> one = EnumSet.allOf(InitStage.class).stream()
                    .filter(each -> each.name().equalsIgnoreCase(stage))
                    .findFirst();
            if (one.isEmpty()) {
                return Optional.empty();
            }
            json.put("completed", completed.contains(one.get()));
        }
        ArrayNode scripts = json.putArray("scripts");
        runs.stream()
                .filter(run -> stage.isEmpty() || run.stage.name().equalsIgnoreCase(stage))
                .forEach(run -> scripts.addObject()
                        .put("stage", run.stage.name())
                        .put("name", String.valueOf(run.file.getFileName()))
                        .put("state", run.outcome.name()));
        return Optional.of(json);
    }
}
