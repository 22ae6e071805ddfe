package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.wire.FieldNames;
import io.underpass.wire.ResponseHead;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the {@code Content-Encoding} of a backend's whole response. Clients of {@code HTTP_PROXY} integrations are seen
 * to get no such field (spec 3.3 of API Gateway, observed), and a body that is still coded would be unreadable to them
 * without it; that AWS decodes is therefore a guess. A registered coding that cannot be undone here passes together with
 * its field, as the documentation has it (3.1).
 *
 * <p>Threads: stateless. An event loop undoes what stays small, and leaves the rest to {@link DecodedResponse}.
 */
final class ContentCoding {

    /** IANA's registry of content codings, identity aside. */
    private static final Set<String> REGISTERED =
            Set.of("br", "compress", "x-compress", "dcb", "dcz", "deflate", "gzip", "x-gzip", "zstd");

    /** About as much as is inflated in the time that another thread takes to begin. */
    private static final int QUICK_BYTES = 64 * 1024;

    private ContentCoding() {}

    /** Whether {@code head} says that there is something to undo. */
    static boolean isCoded(ResponseHead head) {
        return head.headers().contains(FieldNames.CONTENT_ENCODING);
    }

    /**
     * The response without coding, if that is found in no time: then {@code body} is taken over, and the caller owns the
     * one in the answer. So it is where this throws.
     *
     * @return null, and has left {@code body} to the caller, where it takes longer
     */
    static @Nullable BackendResponse undoneAtOnce(ResponseHead head, ByteBuf body) {
        if (body.readableBytes() > QUICK_BYTES && canUndo(coding(head))) {
            return null;
        }
        body.retain();
        try {
            BackendResponse undone = undone(head, body, Math.max(QUICK_BYTES, body.readableBytes()));
            if (undone != null) {
                body.release();
            }
            return undone;
        } catch (RuntimeException | Error e) {
            body.release();
            throw e;
        }
    }

    /**
     * The response without coding. Takes {@code body} over; the caller owns the one in the answer.
     *
     * @return null, and has released {@code body}, where the decoded one would have more than {@code maxBytes}
     */
    static @Nullable BackendResponse undone(ResponseHead head, ByteBuf body, int maxBytes) {
        try {
            return read(head, body, maxBytes);
        } catch (RuntimeException | Error e) {
            body.release();
            throw e;
        }
    }

    private static @Nullable BackendResponse read(ResponseHead head, ByteBuf body, int maxBytes) {
        String coding = coding(head);
        if (canUndo(coding)) {
            return decoded(coding, head, body, maxBytes);
        }
        boolean coded = Arrays.stream(coding.split(",")).map(String::strip).anyMatch(REGISTERED::contains);
        return new BackendResponse(coded ? head : unlabelled(head, head.length()), body);
    }

    private static String coding(ResponseHead head) {
        return String.join(",", head.headers().getAll(FieldNames.CONTENT_ENCODING))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static @Nullable BackendResponse decoded(String coding, ResponseHead head, ByteBuf body, int maxBytes) {
        if (!body.isReadable()) {
            // To HEAD the backend has announced the length of the coded body, which the client would not get.
            return new BackendResponse(unlabelled(head, -1), body);
        }
        ResponseHead unlabelled = unlabelled(head, head.length());
        ByteBuf plain;
        try {
            plain = plain(coding, body, maxBytes);
        } catch (IOException e) {
            return new BackendResponse(unlabelled, body); // not what the field says: passes as it is
        }
        body.release();
        return plain == null ? null : new BackendResponse(unlabelled, plain);
    }

    /** Whether {@link #plain} can undo {@code coding}, which is in lower case. */
    static boolean canUndo(String coding) {
        return coding.equals("gzip") || coding.equals("x-gzip") || coding.equals("deflate");
    }

    /**
     * {@code body}, which is only read, without its coding. The caller owns the answer.
     *
     * @return null where it would have more than {@code maxBytes}
     * @throws IOException if the body is not coded so
     */
    static @Nullable ByteBuf plain(String coding, ByteBuf body, int maxBytes) throws IOException {
        ByteBuf plain = body.alloc().buffer();
        try (InputStream in = decoder(coding, body)) {
            byte[] piece = new byte[8 * 1024];
            for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
                if (plain.readableBytes() + size > maxBytes) {
                    plain.release();
                    return null;
                }
                plain.writeBytes(piece, 0, size);
            }
            return plain;
        } catch (IOException | RuntimeException | Error e) {
            plain.release();
            throw e;
        }
    }

    private static InputStream decoder(String coding, ByteBuf body) throws IOException {
        InputStream coded = new ByteBufInputStream(body.duplicate());
        if (!coding.equals("deflate")) {
            return new GZIPInputStream(coded);
        }
        Inflater inflater = new Inflater(!hasZlibHeader(body));
        return new InflaterInputStream(coded, inflater) {
            @Override
            public void close() throws IOException {
                inflater.end();
                super.close();
            }
        };
    }

    /** Many senders of {@code deflate} leave out the zlib header that RFC 9110 8.4.1.2 asks for. */
    private static boolean hasZlibHeader(ByteBuf body) {
        return body.readableBytes() > 1
                && (body.getByte(body.readerIndex()) & 0x0f) == 8
                && body.getUnsignedShort(body.readerIndex()) % 31 == 0;
    }

    private static ResponseHead unlabelled(ResponseHead head, long length) {
        HttpHeaders fields = head.headers().copy().remove(FieldNames.CONTENT_ENCODING);
        return new ResponseHead(head.status(), fields, length);
    }
}
