package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.function.Consumer;

/**
 * A chunked body (RFC 9112 7.1). Chunk extensions and trailers are checked and dropped. Every line ends with CRLF and
 * every chunk with CRLF, nothing else.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class ChunkedReader implements BodyReader {

    private static final int MAX_SIZE_LINE_BYTES = 4096;

    /** Extensions in all; without a bound, one-byte chunks with long extensions would cost without delivering. */
    private static final int MAX_EXTENSION_BYTES = 16 * 1024;

    private enum State {
        SIZE_LINE,
        DATA,
        DATA_END,
        TRAILERS
    }

    private final int maxTrailerBytes;
    private State state = State.SIZE_LINE;
    private long missing;
    private int extensionBytes;
    private int trailerBytes;
    private String problem = "";

    ChunkedReader(int maxTrailerBytes) {
        this.maxTrailerBytes = maxTrailerBytes;
    }

    @Override
    public Progress read(ByteBuf in, Consumer<ByteBuf> out) {
        Progress progress = Progress.INCOMPLETE;
        boolean advanced = true;
        while (advanced && progress == Progress.INCOMPLETE) {
            State before = state;
            int readerBefore = in.readerIndex();
            progress = switch (state) {
                case SIZE_LINE -> readSizeLine(in);
                case DATA -> readData(in, out);
                case DATA_END -> readDataEnd(in);
                case TRAILERS -> readTrailer(in);
            };
            advanced = state != before || in.readerIndex() != readerBefore;
        }
        return progress;
    }

    @Override
    public String problem() {
        return problem;
    }

    private Progress readSizeLine(ByteBuf in) {
        int lineBytes = lineBytes(in, MAX_SIZE_LINE_BYTES, "the chunk size line");
        if (lineBytes == 0 && in.isReadable() && Octets.hexValue(in.getByte(in.readerIndex())) < 0) {
            return malformed("the chunk size line does not begin with a size");
        }
        if (lineBytes <= 0) {
            return lineBytes == 0 ? Progress.INCOMPLETE : Progress.MALFORMED;
        }
        byte[] line = ByteBufUtil.getBytes(in, in.readerIndex(), lineBytes - 2);
        in.skipBytes(lineBytes);
        long size = ChunkSizeLine.read(line);
        if (size < 0) {
            return malformed("the chunk size line is not a hexadecimal number and extensions");
        }
        extensionBytes += ChunkSizeLine.extensionBytes(line);
        if (extensionBytes > MAX_EXTENSION_BYTES) {
            return malformed("the chunk extensions are too large");
        }
        missing = size;
        state = size == 0 ? State.TRAILERS : State.DATA;
        return Progress.INCOMPLETE;
    }

    private Progress readData(ByteBuf in, Consumer<ByteBuf> out) {
        int bytes = (int) Math.min(missing, in.readableBytes());
        if (bytes > 0) {
            missing -= bytes;
            if (missing == 0) {
                state = State.DATA_END;
            }
            out.accept(in.readRetainedSlice(bytes));
        }
        return Progress.INCOMPLETE;
    }

    private Progress readDataEnd(ByteBuf in) {
        int at = in.readerIndex();
        if (in.isReadable() && in.getByte(at) != Octets.CR) {
            return malformed("a chunk is longer than its size");
        }
        if (in.readableBytes() < 2) {
            return Progress.INCOMPLETE;
        }
        if (in.getByte(at + 1) != Octets.LF) {
            return malformed("a chunk is longer than its size");
        }
        in.skipBytes(2);
        state = State.SIZE_LINE;
        return Progress.INCOMPLETE;
    }

    private Progress readTrailer(ByteBuf in) {
        int lineBytes = lineBytes(in, maxTrailerBytes - trailerBytes, "the trailer section");
        if (lineBytes <= 0) {
            return lineBytes == 0 ? Progress.INCOMPLETE : Progress.MALFORMED;
        }
        if (lineBytes == 2) {
            in.skipBytes(2);
            return Progress.COMPLETE;
        }
        byte[] line = ByteBufUtil.getBytes(in, in.readerIndex(), lineBytes);
        in.skipBytes(lineBytes);
        trailerBytes += lineBytes;
        String wrong = FieldLines.read(line, 0, line.length, new FieldList());
        return wrong.isEmpty() ? Progress.INCOMPLETE : malformed("in the trailer section: " + wrong);
    }

    /** The length of the line at hand with its CRLF; 0 while incomplete, -1 where broken. */
    private int lineBytes(ByteBuf in, int maxBytes, String what) {
        int start = in.readerIndex();
        int lineFeed = in.indexOf(start, in.writerIndex(), Octets.LF);
        int bytes = lineFeed < 0 ? in.readableBytes() : lineFeed + 1 - start;
        if (bytes > maxBytes) {
            malformed(what + " is too long");
            return -1;
        }
        if (lineFeed < 0 && bytes > 1 && in.indexOf(start, start + bytes - 1, Octets.CR) >= 0) {
            malformed(what + " contains a bare CR");
            return -1;
        }
        if (lineFeed < 0) {
            return 0;
        }
        if (lineFeed == start || in.getByte(lineFeed - 1) != Octets.CR) {
            malformed(what + " ends without CR");
            return -1;
        }
        return bytes;
    }

    private Progress malformed(String what) {
        problem = what;
        return Progress.MALFORMED;
    }
}
