package io.underpass.network.model;

import java.util.List;
import java.util.Map;

/** The three availability zones of each region. Threads: stateless. */
public final class Zones {

    private static final List<String> LETTERS = List.of("a", "b", "c");
    private static final Map<String, String> DIRECTIONS = Map.of("northeast", "ne", "southeast", "se");

    private Zones() {}

    /** Their names: {@code us-east-1a} and so on. */
    public static List<String> of(String region) {
        return LETTERS.stream().map(letter -> region + letter).toList();
    }

    /** The id of a zone: {@code use1-az1} for {@code us-east-1a}; which has which differs between AWS's accounts. */
    public static String id(String zoneName) {
        String[] words = zoneName.split("-");
        StringBuilder id = new StringBuilder(words[0]);
        for (int i = 1; i < words.length - 1; i++) {
            id.append(DIRECTIONS.getOrDefault(words[i], words[i].substring(0, 1)));
        }
        String last = words[words.length - 1];
        String number = last.substring(0, last.length() - 1);
        return id + number + "-az" + (LETTERS.indexOf(last.substring(last.length() - 1)) + 1);
    }
}
