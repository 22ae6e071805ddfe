package io.underpass.gateway.compile;

import io.underpass.gateway.model.MethodSettings;
import io.underpass.gateway.model.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The method settings of a stage. Those of one method replace all of those for all methods; that AWS does not mix the
 * two is a guess.
 *
 * <p>Threads: immutable.
 */
final class StageSettings {

    private final Map<MethodKey, MethodSettings> settings;

    private StageSettings(Map<MethodKey, MethodSettings> settings) {
        this.settings = settings;
    }

    static StageSettings of(Stage stage) {
        Map<MethodKey, MethodSettings> settings = new HashMap<>();
        stage.methodSettings().forEach((key, value) -> settings.put(MethodKey.parse(key), value));
        return new StageSettings(settings);
    }

    /** What holds for the method. */
    Optional<MethodSettings> of(String path, String verb) {
        return ofMethodAlone(path, verb).or(() -> Optional.ofNullable(settings.get(MethodKey.ALL)));
    }

    /** What is set for this very method. */
    Optional<MethodSettings> ofMethodAlone(String path, String verb) {
        return Optional.ofNullable(settings.get(new MethodKey(path, verb)));
    }
}
