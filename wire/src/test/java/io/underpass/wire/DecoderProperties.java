package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.wire.Reading.Message;
import io.underpass.wire.Reading.Progress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds for the decoders whatever bytes arrive. They come to an end, hold little, and throw nothing; they read the
 * same however the bytes are cut; what they accept, Netty accepts and reads the same way; and a head that was accepted
 * reads the same again once it has been written.
 *
 * <p>Threads: one.
 */
final class DecoderProperties {

    private static final InetSocketAddress ORIGIN = new InetSocketAddress("127.0.0.1", 8080);
    private static final Pattern ABSOLUTE = Pattern.compile("(\\S+) (?i:https?)://([^/?]*)(\\S*) (\\S+)");
    private static final byte[] NEXT_REQUEST =
            "GET /next HTTP/1.1\r\nHost: next\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> CARRIERS = List.of("connection", "content-length", "transfer-encoding");
    private static final List<String> FRAMING = List.of("content-length", "transfer-encoding", "trailer");

    /**
     * Where Netty refuses what the RFC allows, by the beginning of what it says: white space before a quoted value of a
     * chunk extension (9112 7.1.1), obs-text in one (it looks at a negative index), a chunk of 2 GiB or more, and a
     * response's equal lengths that are written differently. None of these is sent on as it came.
     */
    private static final List<String> NETTY_IS_STRICTER = List.of(
            "io.netty.handler.codec.http.InvalidChunkExtensionException",
            "java.lang.IndexOutOfBoundsException: bitIndex < 0",
            "java.lang.NumberFormatException: Chunk size overflow",
            "java.lang.IllegalArgumentException: Multiple Content-Length values found");

    private DecoderProperties() {}

    /** Checks {@code bytes} as requests and gives how they were read. */
    static Reading checkRequests(byte[] bytes) {
        byte[] all = new byte[bytes.length + NEXT_REQUEST.length];
        System.arraycopy(bytes, 0, all, 0, bytes.length);
        System.arraycopy(NEXT_REQUEST, 0, all, bytes.length, NEXT_REQUEST.length);
        Reading own = OwnReading.requests(all, new int[0]);
        for (int[] cuts : cuts(all)) {
            assertThat(OwnReading.requests(all, cuts).withoutReason()).isEqualTo(own.withoutReason());
        }
        agree(own, NettyReading.requests(all).mapped(DecoderProperties::inOriginForm));
        encodedRequestsReadTheSame(all);
        return own;
    }

    /** Checks {@code bytes} as responses to {@code method} and gives how they were read. */
    static Reading checkResponses(byte[] bytes, HttpMethod method) {
        Reading own = OwnReading.responses(bytes, new int[0], method);
        for (int[] cuts : cuts(bytes)) {
            assertThat(OwnReading.responses(bytes, cuts, method).withoutReason())
                    .isEqualTo(own.withoutReason());
        }
        agree(
                own.mapped(DecoderProperties::withReasonTrimmed),
                NettyReading.responses(bytes, method).mapped(message -> withReasonTrimmed(without(FRAMING, message))));
        encodedResponsesReadTheSame(bytes, method);
        return own;
    }

    private static List<int[]> cuts(byte[] bytes) {
        Mutation mutation = new Mutation(new Random(java.util.Arrays.hashCode(bytes)));
        return List.of(Mutation.singly(bytes.length), mutation.cuts(bytes.length), mutation.cuts(bytes.length));
    }

    /** Every message that was read is there a second time; one that was not read to its end, at least as far. */
    private static void agree(Reading own, Reading netty) {
        for (int i = 0; i < own.messages().size(); i++) {
            Message ours = own.messages().get(i);
            if (i >= netty.messages().size() - 1 && NETTY_IS_STRICTER.stream().anyMatch(netty.end()::startsWith)) {
                return;
            }
            assertThat(netty.messages())
                    .as("Netty: %s, own: %s", netty.end(), ours)
                    .hasSizeGreaterThan(i);
            Message theirs = netty.messages().get(i);
            assertThat(theirs.hasHeadOf(ours))
                    .as("Netty: %s, own: %s", netty, ours)
                    .isTrue();
            if (ours.progress() == Progress.COMPLETE) {
                assertThat(theirs).as("Netty: %s", netty.end()).isEqualTo(ours);
            } else {
                assertThat(theirs.body()).as("Netty: %s", netty.end()).startsWith(ours.body());
            }
        }
    }

    /** What RFC 9112 3.2.2 asks a recipient to make of a request to a whole URI. */
    private static Message inOriginForm(Message message) {
        Matcher absolute = ABSOLUTE.matcher(message.start());
        if (!absolute.matches()) {
            return message;
        }
        String rest = absolute.group(3);
        String root = rest.isEmpty() && absolute.group(1).equals("OPTIONS") ? "*" : "/";
        String target = rest.startsWith("/") ? rest : rest.isEmpty() ? root : "/" + rest;
        List<String> fields = new ArrayList<>(without(List.of("host"), message).fields());
        fields.add("Host: " + absolute.group(2));
        return new Message(
                absolute.group(1) + " " + target + " " + absolute.group(4), fields, message.body(), message.progress());
    }

    /** Netty takes white space around the reason off; it is part of it by RFC 9112 4, and of no meaning. */
    private static Message withReasonTrimmed(Message message) {
        String start = message.start().replaceAll("[ \t]+", " ").trim();
        return new Message(start, message.fields(), message.body(), message.progress());
    }

    private static Message without(List<String> names, Message message) {
        return new Message(message.start(), without(names, message.fields()), message.body(), message.progress());
    }

    private static List<String> without(List<String> names, List<String> fields) {
        return fields.stream()
                .filter(field ->
                        !names.contains(field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static void encodedRequestsReadTheSame(byte[] bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        Optional<RequestGuard.Admitted> first = admitted(in);
        in.release();
        if (first.isEmpty()) {
            return;
        }
        RequestHead head = first.get().head();
        ByteBuf out = RequestHeadEncoder.encode(
                UnpooledByteBufAllocator.DEFAULT, head, first.get().bodyLength(), ORIGIN, false);
        RequestGuard.Admitted again = admitted(out).orElseThrow();
        assertThat(out.isReadable()).isFalse();
        out.release();
        List<String> expected = new ArrayList<>(without(CARRIERS, OwnReading.fields(head.headers())));
        if (!head.headers().contains("Host")) {
            expected.add(0, "Host: 127.0.0.1:8080");
        }
        assertThat(OwnReading.start(again.head()))
                .isEqualTo(OwnReading.start(
                        new RequestHead(head.method(), head.target(), HttpVersion.HTTP_1_1, head.headers())));
        assertThat(without(CARRIERS, OwnReading.fields(again.head().headers()))).isEqualTo(expected);
        assertThat(again.bodyLength()).isEqualTo(first.get().bodyLength());
    }

    /** With room for what the encoder adds. */
    private static Optional<RequestGuard.Admitted> admitted(ByteBuf in) {
        RequestDecoder decoder = new RequestDecoder(
                OwnReading.MAX_LINE_BYTES + 100, OwnReading.MAX_FIELD_BYTES + 1000, Integer.MAX_VALUE);
        return decoder.decode(in)
                .flatMap(verdict -> verdict instanceof Verdict.Passed<RequestGuard.Admitted> passed
                        ? Optional.of(passed.value())
                        : Optional.empty());
    }

    private static void encodedResponsesReadTheSame(byte[] bytes, HttpMethod method) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        ResponseDecoder.Result read = new ResponseDecoder(OwnReading.MAX_FIELD_BYTES).decode(in, method);
        in.release();
        if (!(read instanceof ResponseDecoder.Final first)) {
            return;
        }
        RequestHead request = new RequestHead(method, "/", HttpVersion.HTTP_1_1, new FieldList());
        int code = first.head().status().code();
        boolean bodiless = method.equals(HttpMethod.HEAD)
                || code == HttpResponseStatus.NO_CONTENT.code()
                || code == HttpResponseStatus.NOT_MODIFIED.code();
        ByteBuf out = ResponseHeadEncoder.encode(
                UnpooledByteBufAllocator.DEFAULT,
                first.head(),
                ResponseHeadEncoder.bodyLength(request, first.head(), bodiless),
                bodiless,
                true);
        ResponseDecoder.Result read2 = new ResponseDecoder(OwnReading.MAX_FIELD_BYTES + 1000).decode(out, method);
        assertThat(out.isReadable()).isFalse();
        out.release();
        ResponseDecoder.Final again = (ResponseDecoder.Final) read2;
        assertThat(again.head().status().code()).isEqualTo(code);
        assertThat(again.head().status().reasonPhrase())
                .isEqualTo(first.head().status().reasonPhrase());
        assertThat(without(CARRIERS, OwnReading.fields(again.head().headers())))
                .isEqualTo(without(CARRIERS, OwnReading.fields(first.head().headers())));
        if (!bodiless) {
            assertThat(again.head().length()).isEqualTo(first.head().length());
        }
        assertThat(again.keepAlive()).isTrue();
    }
}
