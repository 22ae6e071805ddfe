package io.underpass.emulator.cli;

import java.util.Locale;
import java.util.Map;

/**
 * Takes an option's default from the environment: {@code --bind-address} from {@code UNDERPASS_BIND_ADDRESS}. A variable
 * that is empty counts as not set, as compose files and images can empty one but not remove it; so does one that is a
 * socket's address, as Kubernetes sets {@code UNDERPASS_PORT=tcp://10.0.0.1:4566} where a service is called underpass.
 *
 * <p>Threads: immutable.
 */
final class EnvironmentDefaults {

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The value for {@code option}; empty for none. */
    String of(String option) {
        String value = environment.getOrDefault(variable(option), "");
        return value.startsWith("tcp://") ? "" : value;
    }

    /** All that there is. */
    Map<String, String> all() {
        return environment;
    }

    static String variable(String option) {
        return "UNDERPASS_" + option.substring("--".length()).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
