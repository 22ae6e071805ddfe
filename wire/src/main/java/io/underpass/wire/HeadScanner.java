package io.underpass.wire;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a message head in bytes that arrive piecemeal, looking at each byte once. Only CRLF ends a line: a
 * bare LF is where parsers disagree, so it ends the search.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class HeadScanner {

    /** What is known of the head so far. */
    enum Result {
        INCOMPLETE,
        COMPLETE,
        BARE_LF,
        LINE_TOO_LONG,
        FIELD_TOO_LONG,
        FIELDS_TOO_LARGE
    }

    private final int maxLineBytes;
    private final int maxFieldBytes;
    private final int maxFieldLineBytes;
    private int scanned;
    private int lineStart;
    private int firstLineEnd;

    /**
     * With these limits.
     *
     * @param maxLineBytes of the start line, without its CRLF
     * @param maxFieldBytes of all fields, with their CRLFs and the empty line
     * @param maxFieldLineBytes of one field, without its CRLF
     */
    HeadScanner(int maxLineBytes, int maxFieldBytes, int maxFieldLineBytes) {
        this.maxLineBytes = maxLineBytes;
        this.maxFieldBytes = maxFieldBytes;
        this.maxFieldLineBytes = maxFieldLineBytes;
    }

    /** Looks on from where the last call stopped; the head begins at the reader index, which stays. Borrows {@code in}. */
    Result scan(ByteBuf in) {
        int base = in.readerIndex();
        int end = in.writerIndex();
        while (true) {
            int lineFeed = in.indexOf(base + scanned, end, Octets.LF);
            if (lineFeed < 0) {
                scanned = end - base;
                boolean tooLong = firstLineEnd != 0 && scanned - lineStart - 2 > maxFieldLineBytes;
                return overLimit(tooLong ? Result.FIELD_TOO_LONG : Result.INCOMPLETE);
            }
            int offset = lineFeed - base;
            scanned = offset + 1;
            if (offset == lineStart || in.getByte(lineFeed - 1) != Octets.CR) {
                // Limits first, as where the bytes before this one came alone.
                return overLimit(Result.BARE_LF);
            }
            int lineBytes = scanned - lineStart - 2;
            boolean emptyLine = lineBytes == 0;
            if (lineBytes > maxFieldLineBytes && firstLineEnd != 0) {
                return overLimit(Result.FIELD_TOO_LONG);
            }
            lineStart = scanned;
            if (firstLineEnd == 0) {
                firstLineEnd = scanned;
            } else if (emptyLine) {
                return overLimit(Result.COMPLETE);
            }
            Result limited = overLimit(Result.INCOMPLETE);
            if (limited != Result.INCOMPLETE) {
                return limited;
            }
        }
    }

    /** The length of the start line with its CRLF; 0 while it is incomplete. */
    int startLineBytes() {
        return firstLineEnd;
    }

    /** Where the line begins that is incomplete, counted from the beginning of the head. */
    int lastLineStart() {
        return lineStart;
    }

    /** The length of the head so far; with the empty line that ends it, once {@link Result#COMPLETE}. */
    int headBytes() {
        return scanned;
    }

    /** Makes ready for the next head. */
    void reset() {
        scanned = 0;
        lineStart = 0;
        firstLineEnd = 0;
    }

    private Result overLimit(Result otherwise) {
        int lineBytes = firstLineEnd == 0 ? scanned : firstLineEnd;
        if (lineBytes > maxLineBytes + 2) {
            return Result.LINE_TOO_LONG;
        }
        return scanned - lineBytes > maxFieldBytes ? Result.FIELDS_TOO_LARGE : otherwise;
    }
}
