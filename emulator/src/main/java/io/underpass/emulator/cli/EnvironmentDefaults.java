package io.underpass.emulator.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes an option's default from the environment: {@code --bind-address} from {@code UNDERPASS_BIND_ADDRESS}. A variable
 * that is empty counts as not set, as compose files and images can empty one but not remove it.
 *
 * <p>Threads: immutable.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String value = environment.getOrDefault(variable(option.longestName()), "");
        return value.isEmpty() ? null : value;
    }

    static String variable(String option) {
        return "UNDERPASS_" + option.replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
