package io.underpass.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String GRPC = "application/grpc";
    private static final int GRPC_PREFIX_BYTES = 5;

    /** RFC 9113 section 7. */
    private static final long INTERNAL_ERROR = 2;

    private static final String SOME_BODY = "This answer is not going to end well.\n";

    /** For requests that ask for no WebSocket where there is nothing else. */
    static final Reply NO_WEB_SOCKET =
            status(426).header("Upgrade", "websocket").header("Connection", "Upgrade");

    private final int status;
    private final List<String> headers;
    private final List<String> trailers;
    private final byte[] body;
    private final Duration delay;
    private final TargetFault fault;
    private final Optional<SocketScript> socket;

    private Reply(
            int status,
            List<String> headers,
            List<String> trailers,
            byte[] body,
            Duration delay,
            TargetFault fault,
            Optional<SocketScript> socket) {
        this.status = status;
        this.headers = headers;
        this.trailers = trailers;
        this.body = body;
        this.delay = delay;
        this.fault = fault;
        this.socket = socket;
    }

    /** An empty answer. */
    public static Reply status(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("a status must be from 200 to 599, not " + status);
        }
        return new Reply(status, List.of(), List.of(), new byte[0], Duration.ZERO, TargetFault.NONE, Optional.empty());
    }

    /**
     * The WebSocket is opened (101), and what comes then is what {@code script} says. A request for anything else is answered
     * with 426, as is one of HTTP/2.
     */
    public static Reply webSocket(SocketScript script) {
        return new Reply(101, List.of(), List.of(), new byte[0], Duration.ZERO, TargetFault.NONE, Optional.of(script));
    }

    /** The one message {@code message} of a gRPC method, and the status OK after it. */
    public static Reply grpc(byte[] message) {
        byte[] framed = ByteBuffer.allocate(GRPC_PREFIX_BYTES + message.length)
                .put((byte) 0) // not compressed
                .putInt(message.length)
                .put(message)
                .array();
        return status(200).header(CONTENT_TYPE, GRPC).body(framed).trailer("grpc-status", "0");
    }

    /** No message of a gRPC method but the status {@code code}, in the header fields: 14 is UNAVAILABLE, for instance. */
    public static Reply grpcStatus(int code, String message) {
        return status(200)
                .header(CONTENT_TYPE, GRPC)
                .header("grpc-status", String.valueOf(code))
                .header("grpc-message", message);
    }

    /** An answer of {@code text/plain}. */
    public static Reply text(int status, String body) {
        return status(status).header(CONTENT_TYPE, "text/plain; charset=utf-8").body(body);
    }

    /** An answer of {@code application/json}. */
    public static Reply json(int status, String body) {
        return status(status).header(CONTENT_TYPE, "application/json").body(body);
    }

    /** The connection is reset (RST) at {@code moment} of an answer 200. */
    public static Reply reset(Moment moment) {
        return text(200, SOME_BODY).with(new TargetFault.Cut(moment, true));
    }

    /** The connection is closed in order (FIN) at {@code moment} of an answer 200. */
    public static Reply closed(Moment moment) {
        return text(200, SOME_BODY).with(new TargetFault.Cut(moment, false));
    }

    /** The answer is given up at {@code moment}: of HTTP/2 the stream alone is reset, with INTERNAL_ERROR. */
    public static Reply resetStream(Moment moment) {
        return text(200, SOME_BODY).with(new TargetFault.StreamReset(moment, INTERNAL_ERROR));
    }

    /** The request is never answered. */
    public static Reply hang() {
        return status(200).with(new TargetFault.Hang());
    }

    /** This reply with one more header field. */
    public Reply header(String name, String value) {
        return new Reply(status, more(headers, name, value), trailers, body, delay, fault, socket);
    }

    /** This reply with one more field after the body, which is sent in chunks then where HTTP/1.1 is spoken. */
    public Reply trailer(String name, String value) {
        return new Reply(status, headers, more(trailers, name, value), body, delay, fault, socket);
    }

    private static List<String> more(List<String> lines, String name, String value) {
        String line = name + ": " + value;
        if (name.isEmpty() || name.indexOf(':') >= 0 || line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("this is no header field: " + line);
        }
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return List.copyOf(more);
    }

    /** This reply with another body, in UTF-8. */
    public Reply body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** This reply with another body. */
    public Reply body(byte[] bytes) {
        return new Reply(status, headers, trailers, bytes.clone(), delay, fault, socket);
    }

    /** This reply, begun that much later. */
    public Reply after(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay must not be negative: " + delay);
        }
        return new Reply(status, headers, trailers, body, delay, fault, socket);
    }

    /** This reply, its body in pieces of {@code pieceBytes} with {@code pause} between them. */
    public Reply trickling(int pieceBytes, Duration pause) {
        return with(new TargetFault.Trickle(pieceBytes, pause));
    }

    /** This reply with {@code Content-Length: announcedBytes}, however long the body is. */
    public Reply announcing(long announcedBytes) {
        return with(new TargetFault.WrongLength(announcedBytes));
    }

    /** This reply, the last on its connection: the target says so ({@code Connection: close}, GOAWAY of HTTP/2), and leaves. */
    public Reply leaving() {
        return with(new TargetFault.Leave());
    }

    /** This reply with another fault instead of the one it has. */
    public Reply with(TargetFault other) {
        return new Reply(status, headers, trailers, body, delay, other, socket);
    }

    Duration delay() {
        return delay;
    }

    TargetFault fault() {
        return fault;
    }

    int status() {
        return status;
    }

    Optional<SocketScript> socket() {
        return socket;
    }

    List<String> trailers() {
        return trailers;
    }

    byte[] bodyBytes() {
        return body;
    }

    /** The body as HTTP/1.1 sends it: in one chunk where fields come after it. */
    byte[] bodyInChunks() {
        if (trailers.isEmpty()) {
            return body;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (body.length > 0) {
            out.writeBytes(bytes(Integer.toHexString(body.length) + "\r\n"));
            out.writeBytes(body);
            out.writeBytes(bytes("\r\n"));
        }
        out.writeBytes(bytes("0\r\n" + String.join("\r\n", trailers) + "\r\n\r\n"));
        return out.toByteArray();
    }

    /** The header fields, with the length of the body where that is to be told. */
    List<String> fields() {
        List<String> all = new ArrayList<>(headers);
        boolean hasBody = status != 204 && status != 304 && socket.isEmpty();
        boolean wrong = fault instanceof TargetFault.WrongLength;
        if (!says("content-length:") && !says("transfer-encoding:") && hasBody && (trailers.isEmpty() || wrong)) {
            all.add("Content-Length: "
                    + (fault instanceof TargetFault.WrongLength other ? other.announcedBytes() : (long) body.length));
        }
        return all;
    }

    /**
     * Status line and header fields, as HTTP/1.1 sends them.
     *
     * @param last whether the connection ends after it
     */
    byte[] head(boolean last) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
        fields().forEach(line -> head.append(line).append("\r\n"));
        if (!trailers.isEmpty() && !says("transfer-encoding:")) {
            head.append("Transfer-Encoding: chunked\r\n");
        }
        if (last && !says("connection:")) {
            head.append("Connection: close\r\n");
        }
        return bytes(head.append("\r\n").toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean says(String start) {
        return headers.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith(start));
    }

    @Override
    public String toString() {
        return status + (fault.equals(TargetFault.NONE) ? "" : " with " + fault);
    }
}
