package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts response heads out of the bytes of one connection. Like {@link RequestDecoder} it repairs nothing: what an
 * origin garbled must not reach a client as if it had been said.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class ResponseDecoder {

    /** What the bytes at hand are. */
    sealed interface Result {}

    /** Not yet a head. */
    record Incomplete() implements Result {}

    /** The head of an interim response. */
    record Interim() implements Result {}

    /**
     * The head of the final response.
     *
     * @param bodyLength how much body follows on the wire, or a constant of {@link BodyLength}
     * @param keepAlive whether the connection may be used again
     */
    record Final(ResponseHead head, long bodyLength, boolean keepAlive) implements Result {}

    /** Not HTTP, or not acceptable. */
    record Broken(Failure.Kind kind, String problem) implements Result {}

    private static final Result INCOMPLETE = new Incomplete();
    private static final Result INTERIM = new Interim();
    private static final byte[] PROTOCOL = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

    private final int maxHeadBytes;
    private final HeadScanner scanner;

    ResponseDecoder(int maxHeadBytes) {
        this.maxHeadBytes = maxHeadBytes;
        this.scanner = new HeadScanner(maxHeadBytes, maxHeadBytes, Integer.MAX_VALUE);
    }

    static Result malformed(String problem) {
        return new Broken(Failure.Kind.MALFORMED, problem);
    }

    /** Takes the next head, of a response to {@code method}, off {@code in}, which stays the caller's. */
    Result decode(ByteBuf in, HttpMethod method) {
        return decode(in, method, false);
    }

    /** As {@link #decode(ByteBuf, HttpMethod)}, where the request may have asked for another protocol. */
    Result decode(ByteBuf in, HttpMethod method, boolean upgrade) {
        if (!mayBeHttp(in)) {
            return malformed("it is not HTTP/1.1 or HTTP/1.0");
        }
        HeadScanner.Result scanned = scanner.scan(in);
        Result result = scanner.headBytes() > maxHeadBytes
                ? tooLarge()
                : switch (scanned) {
                    case INCOMPLETE -> INCOMPLETE;
                    case COMPLETE -> readHead(in, method, upgrade);
                    case BARE_LF -> malformed("a line of the head ends without CR");
                    case LINE_TOO_LONG, FIELD_TOO_LONG, FIELDS_TOO_LARGE -> tooLarge();
                };
        if (result != INCOMPLETE) {
            scanner.reset();
        }
        return result;
    }

    private static boolean mayBeHttp(ByteBuf in) {
        int length = Math.min(PROTOCOL.length, in.readableBytes());
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != PROTOCOL[i]) {
                return false;
            }
        }
        return true;
    }

    private Result tooLarge() {
        return new Broken(Failure.Kind.TOO_LARGE, "its head is larger than " + maxHeadBytes + " bytes");
    }

    private Result readHead(ByteBuf in, HttpMethod method, boolean upgrade) {
        byte[] head = new byte[scanner.headBytes()];
        in.readBytes(head);
        int lineBytes = scanner.startLineBytes();
        Optional<StatusLine> line = StatusLine.read(head, lineBytes - 2);
        if (line.isEmpty()) {
            return malformed("its status line is invalid");
        }
        FieldList fields = new FieldList();
        String problem = FieldLines.read(head, lineBytes, head.length - 2, fields);
        if (!problem.isEmpty()) {
            return malformed(problem);
        }
        int code = line.get().status().code();
        if (code == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            return upgrade
                    ? new Final(new ResponseHead(line.get().status(), fields, -1), BodyLength.UNTIL_CLOSE, false)
                    : malformed("it switches protocols without having been asked to");
        }
        return code < 200 ? INTERIM : ResponseGuard.check(method, line.get(), fields);
    }
}
