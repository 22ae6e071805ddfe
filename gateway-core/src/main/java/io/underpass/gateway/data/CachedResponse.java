package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.FieldList;
import io.underpass.wire.ResponseHead;
import java.time.Duration;

/**
 * A response that was made of a backend's, without what belongs to the one request it was made for.
 *
 * <p>Threads: immutable; nobody changes what it refers to.
 */
record CachedResponse(HttpResponseStatus status, FieldList fields, byte[] body, Duration timeToLive) {

    /** A copy of {@code body}, which stays the caller's. */
    static CachedResponse of(ResponseHead head, ByteBuf body, Duration timeToLive) {
        FieldList sent = FieldList.of(head.headers());
        FieldList kept = new FieldList();
        for (int i = 0; i < sent.size(); i++) {
            if (!ResponseFields.isOfOneRequest(sent.name(i))) {
                kept.append(sent.name(i), sent.value(i));
            }
        }
        return new CachedResponse(head.status(), kept, ByteBufUtil.getBytes(body), timeToLive);
    }

    /** About how much memory it takes. */
    int bytes() {
        int bytes = body.length;
        for (int i = 0; i < fields.size(); i++) {
            bytes += 2 * (fields.name(i).length() + fields.value(i).length()) + 64;
        }
        return bytes;
    }
}
