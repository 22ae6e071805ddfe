package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyCollectorTest {

    private final List<ByteBuf> complete = new ArrayList<>();
    private final List<Failure.Kind> failed = new ArrayList<>();

    @AfterEach
    void release() {
        complete.forEach(ByteBuf::release);
    }

    @Test
    void aSinglePieceIsNotCopied() {
        BodyCollector collector = upTo(100);
        ByteBuf piece = piece(new byte[] {1, 2, 3});
        collector.data(piece);
        collector.end();
        assertThat(complete).singleElement().isSameAs(piece);
        assertThat(failed).isEmpty();
    }

    @Test
    void aBodyWithoutPiecesIsEmpty() {
        upTo(0).end();
        assertThat(complete.get(0).isReadable()).isFalse();
    }

    @Test
    void keepsTheOrderOfPiecesOfAllSizes() {
        Random random = new Random(7);
        BodyCollector collector = upTo(10_000_000);
        ByteBuf expected = Unpooled.buffer();
        List<ByteBuf> pieces = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(50)];
            random.nextBytes(bytes);
            expected.writeBytes(bytes);
            pieces.add(piece(bytes));
            collector.data(pieces.get(i));
        }
        collector.end();
        assertThat(ByteBufUtil.equals(complete.get(0), expected)).isTrue();
        complete.remove(0).release();
        assertThat(pieces).allMatch(piece -> piece.refCnt() == 0);
    }

    @Test
    void singleBytesArePacked() {
        BodyCollector collector = upTo(20_000);
        for (int i = 0; i < 20_000; i++) {
            collector.data(piece(new byte[] {(byte) i}));
        }
        collector.end();
        assertThat(complete.get(0).readableBytes()).isEqualTo(20_000);
        assertThat(((CompositeByteBuf) complete.get(0)).numComponents()).isLessThan(4);
    }

    @Test
    void whatIsTooMuchIsReleasedWithAllBeforeAndAllBehind() {
        BodyCollector collector = upTo(5);
        List<ByteBuf> pieces = List.of(piece(new byte[3]), piece(new byte[2]), piece(new byte[1]), piece(new byte[1]));
        pieces.forEach(collector::data);
        collector.end();
        assertThat(failed).containsExactly(Failure.Kind.TOO_LARGE);
        assertThat(complete).isEmpty();
        assertThat(pieces).allMatch(piece -> piece.refCnt() == 0);
    }

    @Test
    void aBodyThatIsCutFailsWithItsFailure() {
        BodyCollector collector = upTo(5);
        ByteBuf piece = piece(new byte[3]);
        collector.data(piece);
        collector.abort(new Failure(Failure.Kind.RESET, "reset"));
        assertThat(failed).containsExactly(Failure.Kind.RESET);
        assertThat(piece.refCnt()).isZero();
    }

    @Test
    void afterReleaseNobodyIsCalled() {
        BodyCollector collector = upTo(5);
        List<ByteBuf> pieces = List.of(piece(new byte[3]), piece(new byte[1]));
        collector.data(pieces.get(0));
        collector.release();
        collector.data(pieces.get(1));
        collector.end();
        collector.release();
        assertThat(complete).isEmpty();
        assertThat(failed).isEmpty();
        assertThat(pieces).allMatch(piece -> piece.refCnt() == 0);
    }

    @Test
    void whereMemoryRunsOutNothingIsKept() {
        BodyCollector collector = upTo(100);
        List<ByteBuf> pieces = List.of(piece(new byte[3]), new OutOfMemory().heapBuffer());
        collector.data(pieces.get(0));
        pieces.get(1).writeByte(1);
        assertThatThrownBy(() -> collector.data(pieces.get(1))).isInstanceOf(IllegalStateException.class);
        collector.release();
        assertThat(pieces).allMatch(piece -> piece.refCnt() == 0);
    }

    @Test
    void aBodyThatIsAnnouncedAsTooLargeIsDiscardedUnread() {
        ByteBuf content = piece(new byte[6]);
        BodyCollector.collect(RequestBody.of(content), 5, complete::add, failure -> failed.add(failure.kind()));
        assertThat(failed).containsExactly(Failure.Kind.TOO_LARGE);
        assertThat(content.refCnt()).isZero();
    }

    @Test
    void theRestOfABodyThatTurnsOutTooLargeIsCancelled() {
        for (int sentAtOnce : new int[] {0, 6}) {
            ManualBody body = new ManualBody(-1).sendingAtOnce(sentAtOnce);
            BodyCollector.collect(body, 5, complete::add, failure -> failed.add(failure.kind()));
            body.send(6);
            assertThat(body.isCancelled()).isTrue();
        }
        assertThat(failed).containsExactly(Failure.Kind.TOO_LARGE, Failure.Kind.TOO_LARGE);
    }

    private BodyCollector upTo(long maxBytes) {
        return new BodyCollector(maxBytes, complete::add, failure -> failed.add(failure.kind()));
    }

    /** Gives one buffer. */
    private static final class OutOfMemory extends AbstractByteBufAllocator {
        private boolean given;

        OutOfMemory() {
            super(false);
        }

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            if (given) {
                throw new IllegalStateException("out of memory");
            }
            given = true;
            return new UnpooledHeapByteBuf(this, initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            throw new IllegalStateException("out of memory");
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    }

    private static ByteBuf piece(byte[] bytes) {
        return ByteBufAllocator.DEFAULT.buffer(Math.max(1, bytes.length)).writeBytes(bytes);
    }
}
