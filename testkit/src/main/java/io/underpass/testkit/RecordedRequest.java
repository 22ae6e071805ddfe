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
 * @param headers the lines of the header fields in order, as {@code Name: value}; with HTTP/2 {@code :scheme} and
 *     {@code :authority} are among them
 * @param body the whole body
 * @param trailers the lines of the fields after the body
 * @param connection the number of the connection, from 1
 * @param protocol {@code HTTP/1.1}, {@code HTTP/1.0} or {@code HTTP/2}
 * @param tls what was agreed on before; empty where it came in clear text
 */
@SuppressWarnings("ArrayRecordComponent") // It is read, and compared by nobody.
public record RecordedRequest(
        String method,
        String target,
        List<String> headers,
        byte[] body,
        List<String> trailers,
        int connection,
        String protocol,
        Optional<RecordedTls> tls) {

    private static final int MOST_SHOWN = 500;

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

    /** The value of the first header field {@code name}, in any case; {@code Host} is HTTP/2's {@code :authority}, too. */
    public Optional<String> header(String name) {
        Optional<String> found = value(headers, name);
        return found.isEmpty() && name.equalsIgnoreCase("Host") ? value(headers, ":authority") : found;
    }

    /** The value of the first field {@code name} after the body, in any case. */
    public Optional<String> trailer(String name) {
        return value(trailers, name);
    }

    /** The body as text in UTF-8. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** All of it in some lines, for people: of the body what can be shown. */
    public String story() {
        StringBuilder story = new StringBuilder("  " + method + " " + target + " " + protocol);
        story.append("\n    connection ")
                .append(connection)
                .append(tls.map(RecordedRequest::told).orElse(", clear text"));
        headers.forEach(line -> story.append("\n    ").append(line));
        if (body.length > 0) {
            String text = bodyText();
            String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
            story.append("\n    body of ")
                    .append(body.length)
                    .append(" bytes: ")
                    .append(shown);
        }
        trailers.forEach(line -> story.append("\n    ").append(line));
        return story.toString();
    }

    private static String told(RecordedTls tls) {
        return ", " + tls.version()
                + (tls.serverName().isEmpty() ? ", no server named" : ", server '" + tls.serverName() + "'")
                + (tls.applicationProtocol().isEmpty() ? "" : ", ALPN " + tls.applicationProtocol())
                + tls.clientCertificates().stream()
                        .findFirst()
                        .map(shown -> ", client " + shown.getSubjectX500Principal())
                        .orElse("");
    }

    private static Optional<String> value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst();
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
