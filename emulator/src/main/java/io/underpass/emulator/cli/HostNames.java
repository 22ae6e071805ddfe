package io.underpass.emulator.cli;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of hosts, as options have them. Threads: stateless. */
final class HostNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private HostNames() {}

    /** {@code names} in lower case; throws IllegalArgumentException where one is none, a URL or with a port for instance. */
    static Set<String> checked(Set<String> names) {
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a host's name is letters, digits and dots, without a port or scheme, not '" + name + "'");
            }
        }
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
