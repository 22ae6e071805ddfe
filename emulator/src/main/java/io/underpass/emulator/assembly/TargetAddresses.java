package io.underpass.emulator.assembly;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where targets are that are registered by an id: what stands in for the instances of EC2.
 *
 * <p>Threads: immutable.
 *
 * @param hosts addresses, or names that DNS resolves, by id
 */
public record TargetAddresses(Map<String, String> hosts) {

    /** Of no id: DNS resolves them all. */
    public static final TargetAddresses NONE = new TargetAddresses(Map.of());

    private static final Pattern SETTING = Pattern.compile("(?<id>[A-Za-z0-9_.-]+)=(?<host>[A-Za-z0-9_.:-]+)");

    /** Copies {@code hosts}. */
    public TargetAddresses {
        hosts = Map.copyOf(hosts);
    }

    /**
     * Reads settings.
     *
     * @param texts each {@code ID=ADDRESS}
     * @throws IllegalArgumentException if one cannot be read; the message names it
     */
    public static TargetAddresses of(List<String> texts) {
        Map<String, String> hosts = new HashMap<>();
        for (String text : texts) {
            Matcher matcher = SETTING.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("a target's address must look like ID=ADDRESS, not '" + text + "'");
            }
            hosts.put(matcher.group("id"), matcher.group("host"));
        }
        return new TargetAddresses(hosts);
    }

    /** Where the target {@code id} is: as was set, else under its own name. */
    String host(String id) {
        return hosts.getOrDefault(id, id);
    }
}
