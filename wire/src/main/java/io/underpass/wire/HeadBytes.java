package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a message head is written before it goes into a buffer in one copy: a store into an array costs a fraction of
 * one into a direct buffer, which checks its bounds and its owner each time.
 *
 * <p>Threads: each thread has its own.
 */
final class HeadBytes {

    private static final int INITIAL_BYTES = 4 * 1024;
    private static final int KEPT_BYTES = 64 * 1024;

    /** Eight octets at once, at any place. */
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long EACH_OCTET = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final FastThreadLocal<HeadBytes> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected HeadBytes initialValue() {
            return new HeadBytes();
        }
    };

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    private HeadBytes() {}

    /** The calling thread's, emptied. */
    static HeadBytes empty() {
        HeadBytes head = OF_THREAD.get();
        head.length = 0;
        if (head.bytes.length > KEPT_BYTES) {
            head.bytes = new byte[INITIAL_BYTES];
        }
        return head;
    }

    void add(int octet) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = (byte) octet;
    }

    void add(int octet, int next) {
        add(octet);
        add(next);
    }

    void add(byte[] from) {
        add(from, 0, from.length);
    }

    void add(byte[] from, int offset, int count) {
        if (count > bytes.length - length) {
            grow(count);
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /**
     * Adds {@code text} as Latin-1, the way it was read, so that bytes beyond ASCII pass unchanged. CR, LF and NUL, which
     * would end or split the line for the next reader, become spaces (RFC 9110 5.5).
     */
    void addChecked(CharSequence text) {
        int from = length;
        addLatin1(text);
        int at = from;
        for (int wordsEnd = length - Long.BYTES; at <= wordsEnd; at += Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            // The high bit of an octet remains where the octet was below 14: CR is 13. Those of white space are rare.
            if (((word - 14 * EACH_OCTET) & ~word & HIGH_BITS) != 0) {
                blank(at, at + Long.BYTES);
            }
        }
        blank(at, length);
    }

    /** Adds a name that was found to be a token, of which no octet has to be looked at. */
    void addToken(CharSequence name) {
        addLatin1(name);
    }

    private void addLatin1(CharSequence text) {
        if (text instanceof AsciiString ascii) {
            add(ascii.array(), ascii.arrayOffset(), ascii.length());
        } else {
            add(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void blank(int from, int to) {
        for (int i = from; i < to; i++) {
            byte octet = bytes[i];
            if (octet == '\r' || octet == '\n' || octet == 0) {
                bytes[i] = ' ';
            }
        }
    }

    void addDecimal(long number) {
        long rest = number;
        int digits = 1;
        while (rest >= 10) {
            rest /= 10;
            digits++;
        }
        if (digits > bytes.length - length) {
            grow(digits);
        }
        rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Copies everything into a new buffer, which is the caller's to release, with room for {@code more} bytes. */
    ByteBuf toBuffer(ByteBufAllocator alloc, int more) {
        return alloc.ioBuffer(length + more).writeBytes(bytes, 0, length);
    }

    /** A copy of everything. */
    AsciiString toAscii() {
        return new AsciiString(bytes, 0, length, true);
    }

    private void grow(int missing) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + missing));
    }
}
