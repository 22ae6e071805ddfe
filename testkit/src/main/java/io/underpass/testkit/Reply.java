package io.underpass.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link FakeTarget} answers, good or bad.
 *
 * <pre>{@code
 * Reply.text(200, "here you are").header("X-Version", "7").after(Duration.ofMillis(300))
 * Reply.json(200, "{\"id\": 42}").announcing(1000)
 * Reply.reset(Moment.IN_HEAD)
 * }</pre>
 *
 * <p>Threads: immutable; each method that changes something gives a new reply.
 */
public final class Reply {

    private static final String SOME_BODY = "This answer is not going to end well.\n";

    private final int status;
    private final List<String> headers;
    private final byte[] body;
    private final Duration delay;
    private final TargetFault fault;

    private Reply(int status, List<String> headers, byte[] body, Duration delay, TargetFault fault) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("a status must be from 200 to 599, not " + status);
        }
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.delay = delay;
        this.fault = fault;
    }

    /** An empty answer. */
    public static Reply status(int status) {
        return new Reply(status, List.of(), new byte[0], Duration.ZERO, TargetFault.NONE);
    }

    /** An answer of {@code text/plain}. */
    public static Reply text(int status, String body) {
        return status(status)
                .header("Content-Type", "text/plain; charset=utf-8")
                .body(body);
    }

    /** An answer of {@code application/json}. */
    public static Reply json(int status, String body) {
        return status(status).header("Content-Type", "application/json").body(body);
    }

    /** The connection is reset (RST) at {@code moment} of an answer 200. */
    public static Reply reset(Moment moment) {
        return text(200, SOME_BODY).with(new TargetFault.Cut(moment, true));
    }

    /** The connection is closed in order (FIN) at {@code moment} of an answer 200. */
    public static Reply closed(Moment moment) {
        return text(200, SOME_BODY).with(new TargetFault.Cut(moment, false));
    }

    /** The request is never answered. */
    public static Reply hang() {
        return status(200).with(new TargetFault.Hang());
    }

    /** This reply with one more header field. */
    public Reply header(String name, String value) {
        String line = name + ": " + value;
        if (name.isEmpty() || name.indexOf(':') >= 0 || line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("this is no header field: " + line);
        }
        List<String> more = new ArrayList<>(headers);
        more.add(line);
        return new Reply(status, more, body, delay, fault);
    }

    /** This reply with another body, in UTF-8. */
    public Reply body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** This reply with another body. */
    public Reply body(byte[] bytes) {
        return new Reply(status, headers, bytes.clone(), delay, fault);
    }

    /** This reply, begun that much later. */
    public Reply after(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay must not be negative: " + delay);
        }
        return new Reply(status, headers, body, delay, fault);
    }

    /** This reply, its body in pieces of {@code pieceBytes} with {@code pause} between them. */
    public Reply trickling(int pieceBytes, Duration pause) {
        return with(new TargetFault.Trickle(pieceBytes, pause));
    }

    /** This reply with {@code Content-Length: announcedBytes}, however long the body is. */
    public Reply announcing(long announcedBytes) {
        return with(new TargetFault.WrongLength(announcedBytes));
    }

    /** This reply with another fault instead of the one it has. */
    public Reply with(TargetFault other) {
        return new Reply(status, headers, body, delay, other);
    }

    Duration delay() {
        return delay;
    }

    TargetFault fault() {
        return fault;
    }

    byte[] bodyBytes() {
        return body;
    }

    /**
     * Status line and header fields, as they are sent.
     *
     * @param last whether the connection ends after it
     */
    byte[] head(boolean last) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        if (!says("content-length:") && !says("transfer-encoding:") && status != 204 && status != 304) {
            long announced =
                    fault instanceof TargetFault.WrongLength wrong ? wrong.announcedBytes() : (long) body.length;
            head.append("Content-Length: ").append(announced).append("\r\n");
        }
        if (last && !says("connection:")) {
            head.append("Connection: close\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean says(String start) {
        return headers.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith(start));
    }

    @Override
    public String toString() {
        return status + (fault.equals(TargetFault.NONE) ? "" : " with " + fault);
    }
}
