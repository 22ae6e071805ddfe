package io.underpass.aws.restjson;

import java.util.List;
import java.util.stream.Stream;

/**
 * An operation of the real service that is not emulated, so that the refusal can name it.
 *
 * <p>Threads: immutable.
 *
 * @param method the HTTP method
 * @param path the path
 * @param query the query parameter that must be there; set where operations share method and path
 * @param name AWS's name
 */
public record UnemulatedOperation(String method, PathTemplate path, RequiredQuery query, String name) {

    /** Reads one operation a line: {@code GET /account GetAccount}, {@code POST /restapis?mode=import ImportRestApi}. */
    public static List<UnemulatedOperation> table(Stream<String> lines) {
        return lines.map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.split(" "))
                .map(fields -> new UnemulatedOperation(
                        fields[0],
                        PathTemplate.of(RequiredQuery.pathOf(fields[1])),
                        RequiredQuery.of(fields[1]),
                        fields[2]))
                .toList();
    }
}
