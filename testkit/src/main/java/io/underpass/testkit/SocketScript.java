package io.underpass.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link FakeTarget} sends over a WebSocket.
 *
 * <pre>{@code
 * target.on("GET", "/chat").answers(Reply.webSocket(SocketScript.empty()
 *         .sends(SocketFrame.text("welcome"))                     // once it is open
 *         .answers(SocketFrame.text("first"))                     // to the first message
 *         .answers(SocketFrame.close(1001, "going away"))));      // to the second
 * }</pre>
 *
 * <p>Pings are answered, and closing frames, whatever it says.
 *
 * <p>Threads: immutable; each method gives a new script.
 */
public final class SocketScript {

    private final List<SocketFrame> greeting;
    private final List<List<SocketFrame>> answers;
    private final boolean echoing;

    private SocketScript(List<SocketFrame> greeting, List<List<SocketFrame>> answers, boolean echoing) {
        this.greeting = List.copyOf(greeting);
        this.answers = List.copyOf(answers);
        this.echoing = echoing;
    }

    /** Sends nothing. */
    public static SocketScript empty() {
        return new SocketScript(List.of(), List.of(), false);
    }

    /** Sends back what it gets. */
    public static SocketScript echo() {
        return empty().echoes();
    }

    /** Also sends {@code frames} once the WebSocket is open. */
    public SocketScript sends(SocketFrame... frames) {
        List<SocketFrame> more = new ArrayList<>(greeting);
        more.addAll(List.of(frames));
        return new SocketScript(more, answers, echoing);
    }

    /** Sends {@code frames}, or nothing, for the next message; each message uses up what was said in one call. */
    public SocketScript answers(SocketFrame... frames) {
        List<List<SocketFrame>> more = new ArrayList<>(answers);
        more.add(List.of(frames));
        return new SocketScript(greeting, more, echoing);
    }

    /** Sends back the messages for which no answer is left. */
    public SocketScript echoes() {
        return new SocketScript(greeting, answers, true);
    }

    /** What is sent once the WebSocket is open. */
    SocketFrame[] greeting() {
        return greeting.toArray(SocketFrame[]::new);
    }

    /** What is sent for each message, in turn. */
    List<List<SocketFrame>> messageAnswers() {
        return answers;
    }

    boolean echoing() {
        return echoing;
    }
}
