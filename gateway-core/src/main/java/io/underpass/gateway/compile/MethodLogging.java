package io.underpass.gateway.compile;

import io.underpass.gateway.model.MethodSettings;
import java.util.Optional;

/**
 * What the executions of a method write down.
 *
 * <p>Threads: immutable.
 *
 * @param executions whether every execution is logged, instead of those that fail
 * @param data whether headers and bodies are
 */
public record MethodLogging(boolean executions, boolean data) {

    /** Of {@code settings}; empty where nothing is logged. */
    static Optional<MethodLogging> of(MethodSettings settings) {
        return switch (settings.loggingLevel().orElse("OFF")) {
            case "INFO" -> Optional.of(new MethodLogging(true, settings.dataTraceEnabled()));
            case "ERROR" -> Optional.of(new MethodLogging(false, settings.dataTraceEnabled()));
            default -> Optional.empty();
        };
    }
}
