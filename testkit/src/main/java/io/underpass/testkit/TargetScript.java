package io.underpass.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What a fake target answers to what.
 *
 * <p>Threads: safe.
 */
final class TargetScript {

    private final List<Line> lines;

    TargetScript() {
        this(new ArrayList<>());
    }

    private TargetScript(List<Line> lines) {
        this.lines = lines;
    }

    /**
     * A sequence of replies, of which the last repeats.
     *
     * @param method which it is for; {@code ANY} for every
     * @param path which it is for; one that ends with {@code *} is for whatever begins so
     */
    private record Line(
            String method, String path, List<Function<RecordedRequest, Reply>> replies, AtomicInteger used) {

        boolean isFor(RecordedRequest request) {
            return (method.equals("ANY") || method.equals(request.method())) && isForPath(request.path());
        }

        private boolean isForPath(String asked) {
            return path.endsWith("*") ? asked.startsWith(path.substring(0, path.length() - 1)) : asked.equals(path);
        }

        Function<RecordedRequest, Reply> next() {
            int turn = used.getAndUpdate(number -> Math.min(number + 1, replies.size() - 1));
            return replies.get(turn);
        }

        Line fresh() {
            return new Line(method, path, replies, new AtomicInteger());
        }
    }

    /** Answers from now on; what was said before about the same requests does not hold any more. */
    void say(String method, String path, List<Reply> replies) {
        sayBy(method, path, replies.stream().map(TargetScript::always).toList());
    }

    private static Function<RecordedRequest, Reply> always(Reply reply) {
        return request -> reply;
    }

    /** As {@link #say}, by functions. */
    synchronized void sayBy(String method, String path, List<Function<RecordedRequest, Reply>> replies) {
        if (replies.isEmpty()) {
            throw new IllegalArgumentException("there must be a reply");
        }
        lines.add(0, new Line(method, path, List.copyOf(replies), new AtomicInteger()));
    }

    /** The reply to {@code request}; empty where nothing was said about it. */
    Optional<Reply> reply(RecordedRequest request) {
        return next(request).map(said -> {
            try {
                return said.apply(request);
            } catch (RuntimeException | AssertionError e) {
                return Reply.text(500, "the test's own reply to " + request + " failed: " + e + "\n");
            }
        });
    }

    private synchronized Optional<Function<RecordedRequest, Reply>> next(RecordedRequest request) {
        return lines.stream().filter(line -> line.isFor(request)).findFirst().map(Line::next);
    }

    /** What it says, from its beginning. */
    synchronized TargetScript copy() {
        return new TargetScript(new ArrayList<>(lines.stream().map(Line::fresh).toList()));
    }
}
