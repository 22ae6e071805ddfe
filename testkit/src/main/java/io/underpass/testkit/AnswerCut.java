package io.underpass.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Finds a moment in an answer of HTTP/1.1, by its bytes.
 *
 * <p>Threads: stateless.
 */
final class AnswerCut {

    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final ByteBuf BLANK_LINE = text("\r\n\r\n");
    private static final ByteBuf HTTP = text("HTTP/1.");
    private static final int BLANK_LINE_BYTES = 4;
    private static final int STATUS_BYTES = "HTTP/1.1 100".length();

    /** 101 is the last answer that there is. */
    private static final Pattern INTERIM = Pattern.compile("HTTP/1\\.[01] 1(?!01)\\d\\d");

    private AnswerCut() {}

    /**
     * How many bytes of the answer come before {@code moment}; empty as long as more of it must be known.
     *
     * @param bytes the answer as far as it is known; stays the caller's
     * @param whole whether no more will come
     */
    static OptionalLong bytesBefore(Moment moment, ByteBuf bytes, boolean whole) {
        int known = bytes.readableBytes();
        if (moment == Moment.BEFORE_HEAD) {
            return OptionalLong.of(0);
        }
        if (!looksLikeHttp(bytes)) {
            return OptionalLong.of(known / 2);
        }
        int head = headBytes(bytes);
        boolean enough = moment == Moment.IN_BODY ? known > head : known > 0;
        if (head == 0 || !enough) {
            boolean never = whole || known > MAX_HEAD_BYTES;
            return never ? OptionalLong.of(head == 0 ? known / 2 : known) : OptionalLong.empty();
        }
        return OptionalLong.of(
                switch (moment) {
                    case BEFORE_HEAD -> 0;
                    case IN_HEAD -> head / 2;
                    case AFTER_HEAD -> head;
                    case IN_BODY -> head + (known - head) / 2;
                });
    }

    private static boolean looksLikeHttp(ByteBuf bytes) {
        int length = Math.min(HTTP.readableBytes(), bytes.readableBytes());
        return ByteBufUtil.equals(bytes, bytes.readerIndex(), HTTP, 0, length);
    }

    /** The bytes up to the end of the head, with those of interim answers (100) before it; 0 where it has no end yet. */
    private static int headBytes(ByteBuf bytes) {
        int begin = 0;
        while (true) {
            ByteBuf rest = bytes.slice(bytes.readerIndex() + begin, bytes.readableBytes() - begin);
            int end = ByteBufUtil.indexOf(BLANK_LINE.duplicate(), rest);
            if (end < 0) {
                return 0;
            }
            boolean interim = end > STATUS_BYTES
                    && INTERIM.matcher(rest.toString(0, STATUS_BYTES, StandardCharsets.US_ASCII))
                            .matches();
            begin += end + BLANK_LINE_BYTES;
            if (!interim) {
                return begin;
            }
        }
    }

    private static ByteBuf text(String ascii) {
        return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(ascii, StandardCharsets.US_ASCII));
    }
}
