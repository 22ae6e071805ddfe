package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts request heads out of the bytes of one connection and has them judged.
 *
 * <p>Netty's {@code HttpObjectDecoder} is not used: it repairs (folded lines, for one) before anybody can look, and what
 * it repaired cannot be told from what was sent. This decoder repairs nothing, and it builds no objects beyond the head
 * itself.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class RequestDecoder {

    /** RFC 9112 2.2 asks to skip at least one empty line before a request. */
    private static final int MAX_EMPTY_LINES = 4;

    private final HeadScanner scanner;
    private final Optional<HeadPolicy> policy;
    private int emptyLines;
    private boolean startLineChecked;
    private boolean bareCrSeen;
    private Optional<HeadPolicy.Remark> remark = Optional.empty();

    RequestDecoder(int maxRequestLineBytes, int maxHeaderBytes, int maxFieldBytes) {
        this(maxRequestLineBytes, maxHeaderBytes, maxFieldBytes, Optional.empty());
    }

    RequestDecoder(int maxRequestLineBytes, int maxHeaderBytes, int maxFieldBytes, Optional<HeadPolicy> policy) {
        this.policy = policy;
        this.scanner = new HeadScanner(maxRequestLineBytes, maxHeaderBytes, maxFieldBytes);
    }

    /** Takes the next head off {@code in}, which stays the caller's; empty while it is incomplete. */
    Optional<Verdict<RequestGuard.Admitted>> decode(ByteBuf in) {
        if (scanner.headBytes() == 0 && !skipEmptyLines(in)) {
            return emptyLines > MAX_EMPTY_LINES
                    ? Optional.of(Verdict.refused("empty lines instead of a request"))
                    : Optional.empty();
        }
        return switch (scanner.scan(in)) {
            case INCOMPLETE -> isSimple(in) ? Optional.of(readHead(in)) : checkEarly(in);
            case COMPLETE -> Optional.of(readHead(in));
            case BARE_LF -> refused(in, Refusal.badRequest("a line of the head ends without CR"));
            case LINE_TOO_LONG ->
                Optional.of(Verdict.refused(
                        new Refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line is too long")));
            case FIELD_TOO_LONG ->
                refused(
                        in,
                        new Refusal(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "a header field is too long"));
            case FIELDS_TOO_LARGE ->
                refused(
                        in,
                        new Refusal(
                                HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the header fields are too large"));
        };
    }

    /** What a policy has noticed about the last head. */
    Optional<HeadPolicy.Remark> remark() {
        return remark;
    }

    private boolean skipEmptyLines(ByteBuf in) {
        while (in.isReadable() && in.getByte(in.readerIndex()) == Octets.CR) {
            if (in.readableBytes() == 1) {
                return false;
            }
            if (in.getByte(in.readerIndex() + 1) != Octets.LF) {
                return true;
            }
            in.skipBytes(2);
            if (++emptyLines > MAX_EMPTY_LINES) {
                return false;
            }
        }
        return in.isReadable();
    }

    /**
     * Whether the line at hand is a whole request of HTTP/0.9 (RFC 1945 4.1), which a policy may take: a GET without a
     * version, and nothing behind it yet. What comes later is dropped with the connection, which ends with the answer.
     */
    private boolean isSimple(ByteBuf in) {
        int lineBytes = scanner.startLineBytes();
        if (policy.isEmpty() || lineBytes == 0 || lineBytes != in.readableBytes()) {
            return false;
        }
        String line = in.toString(in.readerIndex(), lineBytes - 2, StandardCharsets.ISO_8859_1);
        return line.startsWith("GET /") && !line.contains(" HTTP/");
    }

    /** So that nonsense is refused at once, even if the rest of the head never comes. */
    private Optional<Verdict<RequestGuard.Admitted>> checkEarly(ByteBuf in) {
        int lastLine = in.readerIndex() + scanner.lastLineStart();
        int lastOctet = in.writerIndex() - 1; // A CR there may get its LF.
        boolean bareCr = lastLine < lastOctet && in.indexOf(lastLine, lastOctet, Octets.CR) >= 0;
        if (!mayBeMethod(in)) {
            return Optional.of(Verdict.refused(noMethod(in)));
        }
        if (!bareCr || bareCrSeen) {
            return checkStartLineEarly(in);
        }
        bareCrSeen = true;
        if (policy.isEmpty()) {
            return refused(in, Refusal.badRequest("a line of the head contains a bare CR"));
        }
        return judgeSoFar(policy.get(), in) instanceof HeadPolicy.Refused refused
                ? Optional.of(Verdict.refused(refusal(refused)))
                : Optional.empty();
    }

    private Refusal noMethod(ByteBuf in) {
        Refusal refusal = Refusal.badRequest("the request line does not begin with a method");
        if (policy.isEmpty()) {
            return refusal;
        }
        HeadPolicy.Ruling ruling = judgeSoFar(policy.get(), in);
        return ruling instanceof HeadPolicy.Taken taken
                ? new Refusal(refusal.status(), refusal.reason(), taken.remark())
                : refusal((HeadPolicy.Refused) ruling);
    }

    /** Whether what came is the beginning of a method, or more than that. */
    private static boolean mayBeMethod(ByteBuf in) {
        int at = in.readerIndex();
        while (at < in.writerIndex() && Octets.isToken(in.getByte(at))) {
            at++;
        }
        return at == in.writerIndex() || (at > in.readerIndex() && in.getByte(at) == Octets.SP);
    }

    /** What {@code judge} thinks of what came so far, as if it were the whole head. */
    private HeadPolicy.Ruling judgeSoFar(HeadPolicy judge, ByteBuf in) {
        int lineBytes = scanner.startLineBytes();
        String head = in.toString(StandardCharsets.ISO_8859_1);
        String whole = head + (head.endsWith("\r\n") ? "\r\n" : "\r\n\r\n");
        byte[] bytes = whole.getBytes(StandardCharsets.ISO_8859_1);
        return judge.judge(bytes, lineBytes == 0 ? bytes.length - 2 : lineBytes);
    }

    private static Refusal refusal(HeadPolicy.Refused refused) {
        return new Refusal(HttpResponseStatus.BAD_REQUEST, refused.reason(), refused.remark());
    }

    private Optional<Verdict<RequestGuard.Admitted>> checkStartLineEarly(ByteBuf in) {
        int lineBytes = scanner.startLineBytes();
        if (lineBytes == 0 || startLineChecked || policy.isPresent()) {
            return Optional.empty();
        }
        startLineChecked = true;
        byte[] line = ByteBufUtil.getBytes(in, in.readerIndex(), lineBytes);
        return RequestLine.read(line, lineBytes - 2) instanceof Verdict.Refused<RequestLine> refused
                ? Optional.of(Verdict.refused(refused.refusal()))
                : Optional.empty();
    }

    /** What is wrong with the request line goes first, as where the line came alone. */
    private Optional<Verdict<RequestGuard.Admitted>> refused(ByteBuf in, Refusal refusal) {
        Optional<Verdict<RequestGuard.Admitted>> early = checkStartLineEarly(in);
        return early.isPresent() ? early : Optional.of(Verdict.refused(refusal));
    }

    private Verdict<RequestGuard.Admitted> readHead(ByteBuf in) {
        int lineBytes = scanner.startLineBytes();
        boolean lineOnly = scanner.headBytes() == lineBytes;
        byte[] head = new byte[scanner.headBytes() + (lineOnly ? 2 : 0)];
        in.readBytes(head, 0, scanner.headBytes());
        if (lineOnly) {
            head[lineBytes] = Octets.CR;
            head[lineBytes + 1] = Octets.LF;
        }
        scanner.reset();
        emptyLines = 0;
        startLineChecked = false;
        bareCrSeen = false;
        return policy.isEmpty() ? read(head, lineBytes) : readBy(policy.get(), head, lineBytes);
    }

    private Verdict<RequestGuard.Admitted> readBy(HeadPolicy judge, byte[] head, int lineBytes) {
        HeadPolicy.Ruling ruling = judge.judge(head, lineBytes);
        if (ruling instanceof HeadPolicy.Taken taken) {
            remark = taken.remark();
            return remarked(read(taken.head(), lineEnd(taken.head())), remark);
        }
        return Verdict.refused(refusal((HeadPolicy.Refused) ruling));
    }

    /** Whoever refuses a head in the end, what the policy has noticed is still so. */
    private static Verdict<RequestGuard.Admitted> remarked(
            Verdict<RequestGuard.Admitted> verdict, Optional<HeadPolicy.Remark> remark) {
        if (verdict instanceof Verdict.Refused<RequestGuard.Admitted> refused && remark.isPresent()) {
            Refusal refusal = refused.refusal();
            return Verdict.refused(new Refusal(refusal.status(), refusal.reason(), remark));
        }
        return verdict;
    }

    private static int lineEnd(byte[] head) {
        int at = 0;
        while (head[at] != Octets.LF) {
            at++;
        }
        return at + 1;
    }

    private Verdict<RequestGuard.Admitted> read(byte[] head, int lineBytes) {
        Verdict<RequestLine> line = RequestLine.read(head, lineBytes - 2);
        if (line instanceof Verdict.Refused<RequestLine> refused) {
            return Verdict.refused(refused.refusal());
        }
        FieldList fields = new FieldList();
        String problem = FieldLines.read(head, lineBytes, head.length - 2, fields);
        if (!problem.isEmpty()) {
            return Verdict.refused(problem);
        }
        return RequestGuard.check(((Verdict.Passed<RequestLine>) line).value(), fields, policy.isPresent());
    }
}
