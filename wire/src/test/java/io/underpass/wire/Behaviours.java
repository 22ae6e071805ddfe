package io.underpass.wire;

import io.underpass.wire.TestOrigin.Behaviour;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ways for a {@link TestOrigin} to answer or to misbehave. Threads: safe. */
public final class Behaviours {

    private Behaviours() {}

    /** A complete response with {@code headers} given as {@code Name: value}. */
    public static Behaviour status(int status, String body, String... headers) {
        return (request, connection) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Test\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
            connection.send(request.method().equals("HEAD") ? head.toString() : head + body);
            return true;
        };
    }

    /** Answers with the request as text: request line, header lines, empty line, body. */
    public static Behaviour echo() {
        return (request, connection) -> {
            String text = request.method() + " " + request.target() + "\n" + String.join("\n", request.headers())
                    + "\n\n" + request.bodyText();
            return status(200, text, "Content-Type: text/plain").answer(request, connection);
        };
    }

    /** Answers with the request's body. */
    public static Behaviour echoBody() {
        return (request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + request.body().length + "\r\n\r\n");
            connection.send(request.body());
            return true;
        };
    }

    /** Changes to WebSocket, as far as the head goes, and sends back whatever comes then. */
    public static Behaviour talkBack() {
        return (request, connection) -> {
            connection.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
            connection.sendBack();
            return false;
        };
    }

    /** Sends exactly {@code text} and keeps the connection. */
    public static Behaviour raw(String text) {
        return (request, connection) -> {
            connection.send(text);
            return true;
        };
    }

    /** Sends exactly {@code text} and closes. */
    public static Behaviour rawThenClose(String text) {
        return (request, connection) -> {
            connection.send(text);
            return false;
        };
    }

    /** Answers, then closes although it promised to keep the connection. */
    public static Behaviour statusThenClose(int status, String body) {
        return (request, connection) -> {
            status(status, body).answer(request, connection);
            return false;
        };
    }

    /** Sends {@code text} and resets the connection a moment later. */
    public static Behaviour rawThenReset(String text) {
        return (request, connection) -> {
            connection.send(text);
            TimeUnit.MILLISECONDS.sleep(50); // so that the bytes are read before the reset discards them
            connection.reset();
            return false;
        };
    }

    public static Behaviour closeBeforeHead() {
        return (request, connection) -> false;
    }

    public static Behaviour resetBeforeHead() {
        return (request, connection) -> {
            connection.reset();
            return false;
        };
    }

    /** Announces {@code announced} bytes and closes after {@code sent}. */
    public static Behaviour closeMidBody(int announced, String sent) {
        return rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: " + announced + "\r\n\r\n" + sent);
    }

    /** Never answers; ends when the peer closes. */
    public static Behaviour hang() {
        return (request, connection) -> {
            connection.awaitClose();
            return false;
        };
    }

    /** Answers as {@code then} does, but only after {@code delay}. */
    public static Behaviour after(Duration delay, Behaviour then) {
        return (request, connection) -> {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            return then.answer(request, connection);
        };
    }
}
