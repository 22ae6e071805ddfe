package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.emulator.init.InitStage;
import io.underpass.emulator.init.InitStatus;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/** How far init folders have come, as the admin API says it. Threads: stateless. */
final class InitJson {

    private static final String COMPLETED = "completed";

    private InitJson() {}

    /** All of it. */
    static ObjectNode of(InitStatus init) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode stages = json.putObject(COMPLETED);
        for (InitStage stage : InitStage.values()) {
            stages.put(stage.name().toLowerCase(Locale.ROOT), init.completed().contains(stage));
        }
        ArrayNode files = json.putArray("files");
        for (InitStatus.Run run : init.runs()) {
            ObjectNode file = files.addObject()
                    .put("stage", run.stage().name().toLowerCase(Locale.ROOT))
                    .put("file", run.file().toString())
                    .put("state", run.outcome().name().toLowerCase(Locale.ROOT))
                    .put("millis", run.millis());
            if (!run.reason().isEmpty()) {
                file.put("reason", run.reason());
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
    static Optional<ObjectNode> likeLocalStack(InitStatus init, String stage) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (stage.isEmpty()) {
            ObjectNode stages = json.putObject(COMPLETED);
            for (InitStage each : InitStage.values()) {
                stages.put(each.name(), init.completed().contains(each));
            }
        } else {
            Optional<InitStage> one = EnumSet.allOf(InitStage.class).stream()
                    .filter(each -> each.name().equalsIgnoreCase(stage))
                    .findFirst();
            if (one.isEmpty()) {
                return Optional.empty();
            }
            json.put(COMPLETED, init.completed().contains(one.get()));
        }
        ArrayNode scripts = json.putArray("scripts");
        init.runs().stream()
                .filter(run -> stage.isEmpty() || run.stage().name().equalsIgnoreCase(stage))
                .forEach(run -> scripts.addObject()
                        .put("stage", run.stage().name())
                        .put("name", String.valueOf(run.file().getFileName()))
                        .put("state", run.outcome().name()));
        return Optional.of(json);
    }
}
