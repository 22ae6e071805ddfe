package io.underpass.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A WebSocket to a {@link FakeTarget}: what came over it, and a way to send more than its script says.
 *
 * <p>Threads: safe.
 */
public final class TargetSocket {

    private final RecordedRequest request;
    private final Consumer<SocketFrame> sender;
    private final List<SocketFrame> frames = new ArrayList<>();
    private int taken;
    private boolean open = true;

    /** One that {@code request} opened. */
    TargetSocket(RecordedRequest request, Consumer<SocketFrame> sender) {
        this.request = request;
        this.sender = sender;
    }

    /** The request that opened it. */
    public RecordedRequest request() {
        return request;
    }

    /** The frames that came so far, control frames among them. */
    public synchronized List<SocketFrame> frames() {
        return List.copyOf(frames);
    }

    /** Whether the connection is there. */
    public synchronized boolean isOpen() {
        return open;
    }

    /**
     * The first frame that was not taken before.
     *
     * @throws AssertionError if there is none within {@code limit}
     */
    public synchronized SocketFrame takeFrame(Duration limit) {
        await(taken + 1, limit);
        return frames.get(taken++);
    }

    /**
     * The frames, once they are {@code count} at least.
     *
     * @throws AssertionError if they are fewer after {@code limit}
     */
    public synchronized List<SocketFrame> awaitFrames(int count, Duration limit) {
        await(count, limit);
        return List.copyOf(frames);
    }

    /** Sends {@code all}, one after the other; nothing where the connection is gone. */
    public TargetSocket send(SocketFrame... all) {
        for (SocketFrame frame : all) {
            sender.accept(frame);
        }
        return this;
    }

    synchronized void add(SocketFrame frame) {
        frames.add(frame);
        notifyAll();
    }

    synchronized void closed() {
        open = false;
        notifyAll();
    }

    private void await(int count, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (frames.size() < count) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0 || !open) {
                throw new AssertionError("the WebSocket of " + request + " was to get " + count + " frame(s) within "
                        + limit.toMillis() + " ms and got " + frames.size() + (open ? "" : " before it ended") + ": "
                        + frames);
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for frames of " + request, e);
            }
        }
    }

    @Override
    public String toString() {
        return request + (isOpen() ? ", open, " : ", ended, ") + frames();
    }
}
