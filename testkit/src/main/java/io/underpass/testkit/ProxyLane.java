package io.underpass.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One way of a proxied connection: what comes from one side waits here until it may go on to the other.
 *
 * <p>Threads: confined to the event loop of the proxy, but for {@link #passedBytes}.
 */
final class ProxyLane extends ChannelInboundHandlerAdapter {

    private static final int MOST_WAITING_BYTES = 256 * 1024;

    private final ProxyLink link;
    private final Way way;
    private final SocketChannel from;
    private final SocketChannel to;
    private final Deque<Piece> waiting = new ArrayDeque<>();
    private LaneFaults faults;
    private OptionalLong most = OptionalLong.empty();
    private long passedSinceFaults;
    private volatile long passedBytes; // Written by the event loop alone.
    private int waitingBytes;
    private boolean going;
    private boolean over;
    private boolean dropped;
    private boolean finished;
    private @Nullable Future<?> rest;

    ProxyLane(ProxyLink link, Way way, SocketChannel from, SocketChannel to, LaneFaults faults) {
        this.link = link;
        this.way = way;
        this.from = from;
        this.to = to;
        this.faults = faults;
    }

    /**
     * What has come and has not gone on yet.
     *
     * @param last whether it stands for the end
     */
    private record Piece(ByteBuf bytes, boolean last, long dueNanos) {}

    /** How many bytes have gone on. Threads: safe. */
    long passedBytes() {
        return passedBytes;
    }

    /** Whether nothing more will go this way, and the receiver was told. */
    boolean isFinished() {
        return finished;
    }

    /** Whether something waits or would, has been dropped, or nothing goes on any more. */
    boolean isHeldUp() {
        return over || dropped || faults.hangs() || !waiting.isEmpty();
    }

    /** Other faults hold from now on, for what waits as well. */
    void suffer(LaneFaults others) {
        faults = others;
        most = OptionalLong.empty();
        passedSinceFaults = 0;
        if (rest != null) {
            rest.cancel(false);
            rest = null;
        }
        goOn();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (way == Way.UP && !over) {
            link.asked();
        }
        if (over || faults.drops()) {
            dropped = true;
            bytes.release();
            return;
        }
        take(bytes, false);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && !over) {
            take(Unpooled.EMPTY_BUFFER, true);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        link.otherThan(this).goOn();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        link.lost(way);
    }

    /** Takes possession of {@code bytes}. */
    private void take(ByteBuf bytes, boolean last) {
        waiting.add(new Piece(bytes, last, System.nanoTime() + faults.delay().toNanos()));
        waitingBytes += bytes.readableBytes();
        goOn();
    }

    /** Passes on what may pass. */
    private void goOn() {
        if (!going) { // A write may make the receiver unwritable and writable again, which calls this from within.
            going = true;
            passWhatMayPass();
            going = false;
            from.config().setAutoRead(waitingBytes < MOST_WAITING_BYTES || over);
        }
    }

    private void passWhatMayPass() {
        while (rest == null && !over && !faults.hangs() && to.isWritable() && !waiting.isEmpty()) {
            Piece next = waiting.element();
            long earlyNanos = next.dueNanos() - System.nanoTime();
            if (earlyNanos > 0) {
                rest(earlyNanos);
            } else if (!mayEndHere()) {
                break;
            } else if (next.last()) {
                end();
            } else {
                pass(next.bytes());
            }
        }
    }

    /** Whether it is known how many bytes may pass. */
    private boolean mayEndHere() {
        if (most.isEmpty()) {
            most = faults.moment().isPresent() ? found(faults.moment().get()) : OptionalLong.of(faults.mostBytes());
        }
        return most.isPresent();
    }

    private OptionalLong found(Moment moment) {
        ByteBuf[] all = waiting.stream().map(Piece::bytes).toArray(ByteBuf[]::new);
        ByteBuf known = Unpooled.copiedBuffer(all);
        try {
            return AnswerCut.bytesBefore(moment, known, waiting.getLast().last());
        } finally {
            known.release();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // No other thread writes.
    private void pass(ByteBuf bytes) {
        long room = most.getAsLong() - passedSinceFaults;
        int piece = faults.pace().map(TargetFault.Trickle::pieceBytes).orElse(Integer.MAX_VALUE);
        int size = (int) Math.min(Math.min(bytes.readableBytes(), piece), room);
        if (size > 0) {
            to.writeAndFlush(bytes.readRetainedSlice(size));
            passedSinceFaults += size;
            passedBytes += size;
            waitingBytes -= size;
        }
        if (!bytes.isReadable()) {
            waiting.remove().bytes().release();
        }
        if (size == room) {
            cut();
        } else {
            long pauseNanos = faults.pace()
                    .map(TargetFault.Trickle::pause)
                    .orElse(Duration.ZERO)
                    .toNanos();
            if (pauseNanos > 0) {
                rest(pauseNanos);
            }
        }
    }

    private void rest(long nanos) {
        rest = from.eventLoop()
                .schedule(
                        () -> {
                            rest = null;
                            goOn();
                        },
                        nanos,
                        TimeUnit.NANOSECONDS);
    }

    private void cut() {
        if (faults.half()) {
            end();
        } else {
            over = true;
            link.cut(faults.reset(), passedSinceFaults > 0);
        }
    }

    /** Nothing more goes this way. */
    private void end() {
        drop();
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            to.shutdownOutput(); // Would throw away what was not sent yet.
            finished = true;
            link.ended(way);
        });
    }

    /** Lets go of what waits, at the end of the connection. */
    void drop() {
        over = true;
        if (rest != null) {
            rest.cancel(false);
            rest = null;
        }
        waiting.forEach(piece -> ReferenceCountUtil.release(piece.bytes()));
        waiting.clear();
        waitingBytes = 0;
    }

    /** Whose end this way's end is. */
    SocketChannel source() {
        return from;
    }
}
