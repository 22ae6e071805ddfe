package io.underpass.alb.data;

import io.netty.util.AsciiString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells names of header fields that hold anything but letters, digits and hyphens. Every field of every request is looked
 * at, eight bytes at a time: names have only ASCII, so that sums of bytes below do not run into each other.
 *
 * <p>Threads: stateless.
 */
final class OddName {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private OddName() {}

    static boolean is(CharSequence name) {
        if (name instanceof AsciiString ascii && ascii.length() >= Long.BYTES) {
            byte[] bytes = ascii.array();
            int from = ascii.arrayOffset();
            int last = from + ascii.length() - Long.BYTES;
            long plain = plain((long) LONGS.get(bytes, last)); // Some bytes before are looked at twice.
            for (int at = from; at < last; at += Long.BYTES) {
                plain &= plain((long) LONGS.get(bytes, at));
            }
            return plain != HIGH_BITS;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isPlain(name.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The high bit of each byte that is a letter, a digit or a hyphen. */
    private static long plain(long bytes) {
        long lower = bytes | all(0x20);
        long letters = lower + all(0x80 - 'a') & ~(lower + all(0x7f - 'z'));
        long digits = bytes + all(0x80 - '0') & ~(bytes + all(0x7f - '9'));
        long hyphens = ~((bytes ^ all('-')) + all(0x7f));
        return (letters | digits | hyphens) & ~bytes & HIGH_BITS;
    }

    private static long all(int octet) {
        return octet * 0x0101010101010101L;
    }

    private static boolean isPlain(char c) {
        return c == '-' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
