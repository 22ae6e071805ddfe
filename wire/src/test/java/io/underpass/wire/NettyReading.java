package io.underpass.wire;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.underpass.wire.Reading.Message;
import io.underpass.wire.Reading.Progress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads bytes with Netty's decoders, as strict as they can be set, as a second opinion. Their limits are wider than ours,
 * so that limits make no difference.
 *
 * <p>Threads: one.
 */
final class NettyReading {

    private final List<Message> messages = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private String end = "";
    private String start = "";
    private boolean interim;
    private List<String> fields;

    private NettyReading() {}

    static Reading requests(byte[] bytes) {
        return new NettyReading().read(bytes, new HttpRequestDecoder(strict()));
    }

    static Reading responses(byte[] bytes, HttpMethod method) {
        // Where RFC 9112 6.3 lets a recipient of responses choose, ours goes on: equal lengths are one, and chunked
        // goes
        // before a length.
        HttpDecoderConfig config =
                strict().setAllowDuplicateContentLengths(true).setUseRfc9112TransferEncoding(false);
        return new NettyReading().read(bytes, new Responses(config, method));
    }

    private static HttpDecoderConfig strict() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(100_000)
                .setMaxHeaderSize(100_000)
                .setMaxChunkSize(100_000)
                .setValidateHeaders(true)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true);
    }

    private Reading read(byte[] bytes, ChannelHandler decoder) {
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        channel.config().setAllocator(new UnpooledByteBufAllocator(false, true));
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        take(channel);
        channel.finish();
        take(channel);
        if (fields != null) {
            finish(Progress.INCOMPLETE);
        }
        return new Reading(messages, end);
    }

    private void take(EmbeddedChannel channel) {
        for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
            if (end.isEmpty() && read instanceof HttpObject message) {
                take(message);
            } else if (end.isEmpty()) {
                end = "another protocol, after a status of 101";
            }
            ReferenceCountUtil.release(read);
        }
    }

    private void take(HttpObject read) {
        boolean failed = read.decoderResult().isFailure();
        if (failed) {
            end = String.valueOf(read.decoderResult().cause());
        }
        if (read instanceof HttpMessage message && !failed) {
            start = start(message);
            interim = message instanceof HttpResponse response
                    && response.status().code() < 200;
            fields = OwnReading.fields(message.headers());
        }
        if (read instanceof HttpContent content && fields != null) {
            body.append(content.content().toString(StandardCharsets.ISO_8859_1));
            if (failed) {
                finish(Progress.MALFORMED);
            } else if (read instanceof LastHttpContent) {
                finish(Progress.COMPLETE);
            }
        }
    }

    private void finish(Progress progress) {
        if (!interim) {
            messages.add(new Message(start, fields, body.toString(), progress));
        }
        body.setLength(0);
        fields = null;
    }

    private static String start(HttpMessage message) {
        if (message instanceof HttpRequest request) {
            return request.method() + " " + request.uri() + " " + request.protocolVersion();
        }
        HttpResponse response = (HttpResponse) message;
        return response.status().code() + " " + response.status().reasonPhrase();
    }

    /** Netty's codec for clients learns the method from what is written; here it is told. */
    private static final class Responses extends HttpResponseDecoder {
        private final HttpMethod method;

        Responses(HttpDecoderConfig config, HttpMethod method) {
            super(config);
            this.method = method;
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            return super.isContentAlwaysEmpty(message)
                    || (method.equals(HttpMethod.HEAD)
                            && ((HttpResponse) message).status().code() >= 200);
        }
    }
}
