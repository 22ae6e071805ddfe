package io.underpass.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages messages where it hurts: line ends, white space, framing fields, numbers.
 *
 * <p>Threads: one.
 */
final class Mutation {

    private static final List<String> PIECES = List.of(
            "\r",
            "\n",
            "\r\n",
            "\n\n",
            "\r\n\r\n",
            "\r\r\n",
            " ",
            "\t",
            "\r\n ",
            "\r\n\t",
            "\0",
            "\u000b",
            "\u007f",
            "\u0085",
            "\u00ff",
            ":",
            ";",
            ",",
            "\"",
            "\\",
            "#",
            "0",
            "-1",
            "+1",
            "0x",
            "FFFFFFFFFFFFFFFF",
            "99999999999999999999",
            "000000000000000000",
            "0\r\n\r\n",
            "1\r\nx\r\n",
            ";a=b",
            ";a=\"\\\"\"",
            ";a=\"\n\"",
            "Host: b\r\n",
            "Host: \r\n",
            "Content-Length: 5\r\n",
            "Content-Length: 5, 5\r\n",
            "Content-Length : 5\r\n",
            "Content_Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
            "Transfer-Encoding: identity\r\n",
            "Transfer-Encoding:\u000bchunked\r\n",
            "Connection: close\r\n",
            " HTTP/1.1",
            " HTTP/1.0",
            " HTTP/2.0",
            "HTTP/1.1 200 OK\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "x".repeat(1100),
            "X: y\r\n".repeat(400));

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /** A copy of {@code bytes} with one damage to four. */
    byte[] of(byte[] bytes) {
        byte[] damaged = bytes;
        for (int i = random.nextInt(4); i >= 0; i--) {
            damaged = once(damaged);
        }
        return damaged;
    }

    /** The lengths of the pieces that {@code length} bytes may arrive in. */
    int[] cuts(int length) {
        int[] cuts = new int[random.nextInt(6)];
        int left = length;
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = random.nextInt(left + 1);
            left -= cuts[i];
        }
        return cuts;
    }

    /** The pieces of one byte each. */
    static int[] singly(int length) {
        int[] cuts = new int[length];
        Arrays.fill(cuts, 1);
        return cuts;
    }

    private byte[] once(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int to = at + random.nextInt(Math.min(12, bytes.length - at + 1));
        return switch (random.nextInt(7)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> replace(bytes, at, to, new byte[0]);
            case 2 -> replace(bytes, at, at, piece());
            case 3 -> replace(bytes, at, to, piece());
            case 4 -> {
                int lineEnd = lineEnd(bytes, at);
                yield replace(bytes, lineEnd, lineEnd, piece());
            }
            case 5 -> {
                int lineEnd = lineEnd(bytes, at);
                yield replace(bytes, lineEnd, lineEnd, Arrays.copyOfRange(bytes, lineEnd, lineEnd(bytes, lineEnd)));
            }
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : replace(bytes, at, at + 1, piece());
        };
    }

    private byte[] piece() {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The index behind the next LF. */
    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != Octets.LF) {
            at++;
        }
        return Math.min(bytes.length, at + 1);
    }

    private static byte[] replace(byte[] bytes, int from, int to, byte[] by) {
        byte[] result = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
        return result;
    }
}
