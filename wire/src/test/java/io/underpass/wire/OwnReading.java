package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.underpass.wire.Reading.Message;
import io.underpass.wire.Reading.Progress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads bytes with the decoders of this module, as the connections do, and watches what they hold on to.
 *
 * <p>Threads: one.
 */
final class OwnReading {

    static final int MAX_LINE_BYTES = 1000;
    static final int MAX_FIELD_BYTES = 2000;
    private static final int MAX_REQUEST_HEAD_BYTES = MAX_LINE_BYTES + MAX_FIELD_BYTES + 2;
    private static final int MAX_HELD_BYTES = 4096;

    /** The head at hand, and how to tell it from what follows. */
    private interface Heads {

        /** The next head with the length of its body; null where there is none yet, or none to go on with. */
        Head next(ByteBuf in);
    }

    private record Head(String start, HttpHeaders fields, long bodyLength, boolean last) {}

    private final ByteBuf in = Unpooled.buffer();
    private final List<Message> messages = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private String end = "";
    private boolean over;
    private Head head;
    private BodyReader reader;

    private OwnReading() {}

    /** Reads {@code bytes} as requests; {@code cuts} are the lengths of the pieces in which they arrive. */
    static Reading requests(byte[] bytes, int[] cuts) {
        OwnReading reading = new OwnReading();
        RequestDecoder decoder = new RequestDecoder(MAX_LINE_BYTES, MAX_FIELD_BYTES, Integer.MAX_VALUE);
        return reading.read(bytes, cuts, at -> reading.request(decoder.decode(at)), false);
    }

    /** Reads {@code bytes} as responses to {@code method}, after which the connection closes. */
    static Reading responses(byte[] bytes, int[] cuts, HttpMethod method) {
        OwnReading reading = new OwnReading();
        ResponseDecoder decoder = new ResponseDecoder(MAX_FIELD_BYTES);
        return reading.read(bytes, cuts, at -> reading.response(decoder, at, method), true);
    }

    static String start(RequestHead head) {
        return head.method() + " " + head.target() + " " + head.version();
    }

    static List<String> fields(HttpHeaders headers) {
        List<String> fields = new ArrayList<>();
        headers.iteratorCharSequence().forEachRemaining(field -> fields.add(field.getKey() + ": " + field.getValue()));
        return fields;
    }

    private Reading read(byte[] bytes, int[] cuts, Heads heads, boolean closes) {
        int from = 0;
        for (int cut : cuts) {
            in.writeBytes(bytes, from, cut);
            from += cut;
            take(heads, closes);
        }
        in.writeBytes(bytes, from, bytes.length - from);
        take(heads, closes);
        if (head != null) {
            finish(closes && reader.endsWithConnection() ? Progress.COMPLETE : Progress.INCOMPLETE);
        }
        in.release();
        return new Reading(messages, end);
    }

    private void take(Heads heads, boolean closes) {
        int steps = 0;
        while (!over) {
            if (++steps > 2 * in.writerIndex() + 10) {
                throw new AssertionError("the decoder does not come to an end");
            }
            if (head == null) {
                head = heads.next(in);
                if (head == null) {
                    requireLittle(closes ? MAX_FIELD_BYTES : MAX_REQUEST_HEAD_BYTES);
                    return;
                }
                reader = BodyReader.of(head.bodyLength(), MAX_FIELD_BYTES);
            }
            BodyReader.Progress progress = reader.read(in, this::append);
            if (progress == BodyReader.Progress.INCOMPLETE) {
                requireLittle(MAX_HELD_BYTES);
                return;
            }
            boolean last = head.last();
            if (progress == BodyReader.Progress.MALFORMED) {
                end(reader.problem());
            }
            finish(progress == BodyReader.Progress.COMPLETE ? Progress.COMPLETE : Progress.MALFORMED);
            over |= last;
        }
    }

    private Head request(Optional<Verdict<RequestGuard.Admitted>> verdict) {
        if (verdict.isPresent() && verdict.get() instanceof Verdict.Refused<RequestGuard.Admitted> refused) {
            end(refused.refusal().status().code() + " " + refused.refusal().reason());
        }
        if (verdict.isPresent() && verdict.get() instanceof Verdict.Passed<RequestGuard.Admitted> passed) {
            RequestHead request = passed.value().head();
            return new Head(start(request), request.headers(), passed.value().bodyLength(), false);
        }
        return null;
    }

    private Head response(ResponseDecoder decoder, ByteBuf at, HttpMethod method) {
        ResponseDecoder.Result result = decoder.decode(at, method);
        while (result instanceof ResponseDecoder.Interim) {
            result = decoder.decode(at, method);
        }
        if (result instanceof ResponseDecoder.Broken broken) {
            end(broken.kind() + " " + broken.problem());
        }
        if (result instanceof ResponseDecoder.Final last) {
            String start =
                    last.head().status().code() + " " + last.head().status().reasonPhrase();
            return new Head(start, last.head().headers(), last.bodyLength(), !last.keepAlive());
        }
        return null;
    }

    private void end(String why) {
        end = why;
        over = true;
    }

    private void finish(Progress progress) {
        messages.add(new Message(head.start(), fields(head.fields()), body.toString(), progress));
        body.setLength(0);
        head = null;
    }

    /** What is neither refused nor passed on must be bounded, whatever arrives. */
    private void requireLittle(int limitBytes) {
        if (!over && in.readableBytes() > limitBytes) {
            throw new AssertionError(in.readableBytes() + " bytes are held");
        }
        in.discardReadBytes();
    }

    private void append(ByteBuf data) {
        body.append(data.toString(StandardCharsets.ISO_8859_1));
        data.release();
    }
}
