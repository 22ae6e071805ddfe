package io.underpass.gateway.data;

import io.underpass.gateway.compile.PercentCoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The client's query parameters, decoded, in order. Names are matched with their case (spec 2.6).
 *
 * <p>Threads: immutable.
 */
final class QueryParameters {

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private QueryParameters() {}

    static QueryParameters parse(String query) {
        QueryParameters parameters = new QueryParameters();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                parameters.names.add(PercentCoding.decodeQuery(equals < 0 ? pair : pair.substring(0, equals)));
                parameters.values.add(equals < 0 ? "" : PercentCoding.decodeQuery(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** The last value of each name, in the order in which the names first came. */
    Map<String, String> lastOfEach() {
        Map<String, String> last = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            last.put(names.get(i), values.get(i));
        }
        return last;
    }

    /** All values by name; names in the order in which they came first. */
    Map<String, List<String>> byName() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            all.computeIfAbsent(names.get(i), unused -> new ArrayList<>(1)).add(values.get(i));
        }
        return all;
    }

    /** All values of {@code name}. */
    List<String> all(String name) {
        List<String> found = new ArrayList<>(2);
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                found.add(values.get(i));
            }
        }
        return found;
    }
}
