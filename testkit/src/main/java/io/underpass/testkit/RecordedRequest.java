package io.underpass.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A request as a {@link FakeTarget} received it.
 *
 * <p>Threads: immutable, as long as nobody writes into the body.
 *
 * @param method the method
 * @param target path and query, as sent
 * @param headers the lines of the header fields in order, as {@code Name: value}
 * @param body the whole body
 * @param connection the number of the connection, from 1
 */
public record RecordedRequest(String method, String target, List<String> headers, byte[] body, int connection) {

    /** The path, as sent, without the query. */
    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** The query, as sent; empty where there is none. */
    public String query() {
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }

    /** The value of the first header field {@code name}, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst();
    }

    /** The body as text in UTF-8. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
