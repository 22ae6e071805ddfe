package io.underpass.gateway.compile;

import io.underpass.gateway.model.MethodSettings;
import io.underpass.gateway.model.Stage;
import java.util.Optional;

/**
 * The method settings of a stage. Those of one method replace all of those for all methods; that AWS does not mix the
 * two is a guess.
 *
 * <p>Threads: immutable.
 */
final class StageSettings {

    private static final String ALL = "*/*";

    private final Stage stage;

    private StageSettings(Stage stage) {
        this.stage = stage;
    }

    static StageSettings of(Stage stage) {
        return new StageSettings(stage);
    }

    boolean isEmpty() {
        return stage.methodSettings().isEmpty();
    }

    /** What holds for the method. */
    Optional<MethodSettings> of(String path, String verb) {
        String key = path.replace("~", "~0").replace("/", "~1") + '/' + verb;
        return Optional.ofNullable(stage.methodSettings().get(key))
                .or(() -> Optional.ofNullable(stage.methodSettings().get(ALL)));
    }
}
