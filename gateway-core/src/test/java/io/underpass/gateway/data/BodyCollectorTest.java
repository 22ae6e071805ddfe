package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyCollectorTest {

    @Test
    void aSinglePieceIsNotCopied() {
        BodyCollector collector = new BodyCollector(100);
        ByteBuf piece = piece(new byte[] {1, 2, 3});
        assertThat(collector.add(piece)).isTrue();
        ByteBuf whole = collector.take();
        assertThat(whole).isSameAs(piece);
        whole.release();
    }

    @Test
    void keepsTheOrderOfPiecesOfAllSizes() {
        Random random = new Random(7);
        BodyCollector collector = new BodyCollector(10_000_000);
        ByteBuf expected = Unpooled.buffer();
        List<ByteBuf> pieces = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(50)];
            random.nextBytes(bytes);
            expected.writeBytes(bytes);
            ByteBuf piece = piece(bytes);
            pieces.add(piece);
            collector.add(piece);
        }
        ByteBuf whole = collector.take();
        assertThat(ByteBufUtil.equals(whole, expected)).isTrue();
        whole.release();
        assertThat(pieces).allMatch(piece -> piece.refCnt() == 0);
    }

    @Test
    void singleBytesArePacked() {
        BodyCollector collector = new BodyCollector(100_000);
        for (int i = 0; i < 100_000; i++) {
            collector.add(piece(new byte[] {(byte) i}));
        }
        ByteBuf whole = collector.take();
        assertThat(whole.readableBytes()).isEqualTo(100_000);
        assertThat(((CompositeByteBuf) whole).numComponents()).isLessThan(10);
        whole.release();
    }

    @Test
    void whatIsTooMuchIsReleasedWithAllBefore() {
        BodyCollector collector = new BodyCollector(5);
        List<ByteBuf> pieces = List.of(piece(new byte[3]), piece(new byte[2]), piece(new byte[1]));
        assertThat(collector.add(pieces.get(0))).isTrue();
        assertThat(collector.add(pieces.get(1))).isTrue();
        assertThat(collector.add(pieces.get(2))).isFalse();
        assertThat(pieces).allMatch(piece -> piece.refCnt() == 0);
    }

    private static ByteBuf piece(byte[] bytes) {
        return ByteBufAllocator.DEFAULT.buffer(Math.max(1, bytes.length)).writeBytes(bytes);
    }
}
