package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.Map;

/**
 * Reads from what a server says in a handshake by what the keys are agreed on, which the Java runtime tells nobody: of TLS
 * 1.3 from its hello (RFC 8446 4.2.8), of TLS 1.2 from its part of the exchange (RFC 8422 5.4). It takes itself out once
 * it knows. It stands on the side of the socket of what speaks TLS.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class KeyExchangeReader extends ChannelOutboundHandlerAdapter {

    private static final int RECORD_HEAD_BYTES = 5;
    private static final int MESSAGE_HEAD_BYTES = 4;
    private static final int MAX_BYTES = 64 * 1024; // Of messages up to the one looked for, certificates among them.
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final int SERVER_HELLO_DONE = 14;
    private static final int KEY_SHARE = 51;
    private static final int NAMED_CURVE = 3;

    /** Where the random bytes of a hello begin, and where the length of its session id stands. */
    private static final int RANDOM = 2;

    private static final int SESSION_ID = RANDOM + 32;

    /** How the random bytes of a hello begin that asks the client for another share (RFC 8446 4.1.3). */
    private static final int RETRY = 0xCF21AD74;

    /** By the numbers of the registry "TLS Supported Groups". */
    private static final Map<Integer, String> GROUPS = Map.ofEntries(
            Map.entry(23, "secp256r1"),
            Map.entry(24, "secp384r1"),
            Map.entry(25, "secp521r1"),
            Map.entry(29, "x25519"),
            Map.entry(30, "x448"),
            Map.entry(256, "ffdhe2048"),
            Map.entry(257, "ffdhe3072"),
            Map.entry(258, "ffdhe4096"),
            Map.entry(259, "ffdhe6144"),
            Map.entry(260, "ffdhe8192"),
            Map.entry(4587, "SecP256r1MLKEM768"),
            Map.entry(4588, "X25519MLKEM768"),
            Map.entry(4589, "SecP384r1MLKEM1024"));

    private byte[] said = new byte[0];
    private int read;
    private boolean retrying;
    private boolean over;
    private String group = "";

    /** The group; empty where it was not said, or is none that has a name. */
    String group() {
        return group;
    }

    /** Passes {@code message} and its ownership on. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!over && message instanceof ByteBuf data) {
            look(data);
        }
        ctx.write(message, promise);
        if (over && !ctx.isRemoved()) {
            said = new byte[0]; // Whoever asks for the group has this for as long as the connection lasts.
            ctx.pipeline().remove(this);
        }
    }

    /** What leaves is a row of whole records. */
    private void look(ByteBuf data) {
        int at = data.readerIndex();
        while (!over && at + RECORD_HEAD_BYTES <= data.writerIndex()) {
            int type = data.getUnsignedByte(at);
            int length = data.getUnsignedShort(at + 3);
            at += RECORD_HEAD_BYTES;
            if (type == HANDSHAKE && at + length <= data.writerIndex()) {
                byte[] more = new byte[said.length + length];
                System.arraycopy(said, 0, more, 0, said.length);
                data.getBytes(at, more, said.length, length);
                said = more;
                messages();
            } else {
                over = !(type == CHANGE_CIPHER_SPEC && retrying);
            }
            at += length;
        }
    }

    private void messages() {
        while (!over && said.length - read >= MESSAGE_HEAD_BYTES) {
            int length = number(read + 1, 3);
            int body = read + MESSAGE_HEAD_BYTES;
            if (body + length > said.length) {
                over = body + length > MAX_BYTES;
                return;
            }
            switch (said[read]) {
                case SERVER_HELLO -> hello(body, body + length);
                case SERVER_KEY_EXCHANGE -> {
                    if (length > 2 && said[body] == NAMED_CURVE) {
                        found(number(body + 1, 2));
                    }
                    over = true;
                }
                case SERVER_HELLO_DONE -> over = true;
                default -> {}
            }
            read = body + length;
        }
    }

    /** With a share in it, unless it is of TLS 1.2. */
    private void hello(int from, int to) {
        if (from + SESSION_ID >= to) {
            over = true;
            return;
        }
        retrying = number(from + RANDOM, 4) == RETRY;
        int at = from + SESSION_ID + 1 + number(from + SESSION_ID, 1) + 3; // Cipher and compression.
        if (at + 2 > to) {
            return; // No extensions.
        }
        at += 2;
        while (at + 4 <= to) {
            int length = number(at + 2, 2);
            if (number(at, 2) == KEY_SHARE && length >= 2 && !retrying && at + 4 + length <= to) {
                found(number(at + 4, 2));
                over = true;
            }
            at += 4 + length;
        }
    }

    private void found(int number) {
        group = GROUPS.getOrDefault(number, "");
    }

    private int number(int at, int bytes) {
        int number = 0;
        for (int i = at; i < at + bytes; i++) {
            number = number << 8 | said[i] & 0xff;
        }
        return number;
    }
}
