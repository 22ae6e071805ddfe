package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.underpass.gateway.compile.MappingSource;
import io.underpass.gateway.compile.ResponseCaching;
import io.underpass.gateway.compile.ResponseCaching.Unauthorized;
import io.underpass.gateway.data.ResponseCache.Key;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.WholeResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers from the stage's cache, and has the response kept where it was not there. A client may have it fetched anew with
 * {@code Cache-Control: max-age=0} (AWS, "Invalidate an API Gateway cache entry"). Whether an identity's policies allow
 * that is not emulated: who has signed the request with a known key may, who has not may not.
 *
 * <p>Threads: safe.
 */
final class ReadCache implements Phase {

    /** The words are a guess. */
    private static final String IGNORED =
            "199 - \"Cache-control headers were ignored because the caller was unauthorized.\"";

    private final ResponseCache cache;
    private final ResponseFields fields;

    ReadCache(ResponseCache cache, ResponseFields fields) {
        this.cache = cache;
        this.fields = fields;
    }

    @Override
    public Outcome run(Invocation invocation) {
        Optional<ResponseCaching> caching = invocation.method().caching();
        return caching.isEmpty() ? Outcome.NEXT : look(invocation, caching.get());
    }

    private Outcome look(Invocation invocation, ResponseCaching caching) {
        Key key = key(invocation, caching);
        boolean warned = false;
        if (wantsFresh(invocation)) {
            if (!caching.authorizedInvalidation()
                    || !invocation.caller().accessKey().isEmpty()) {
                return fetch(invocation, caching, key, "invalidated", false);
            }
            if (caching.unauthorized() == Unauthorized.FAIL_WITH_403) {
                return invocation.fail(
                        TrailSteps.CACHE,
                        "the client may not invalidate the cache: the stage requires authorization for Cache-Control, and"
                                + " the request is not signed",
                        FaultType.ACCESS_DENIED);
            }
            warned = caching.unauthorized() == Unauthorized.SUCCEED_WITH_RESPONSE_HEADER;
        }
        Optional<CachedResponse> known = cache.find(key);
        return known.isPresent()
                ? answer(invocation, known.get(), warned)
                : fetch(invocation, caching, key, "miss", warned);
    }

    private Outcome answer(Invocation invocation, CachedResponse response, boolean warned) {
        invocation.exchange().trail().note(TrailSteps.CACHE, "hit");
        invocation.cached(true);
        FieldList header = fields.own(invocation);
        for (int i = 0; i < response.fields().size(); i++) {
            header.append(response.fields().name(i), response.fields().value(i));
        }
        if (warned) {
            header.append(Fields.WARNING, IGNORED);
        }
        invocation.release();
        invocation.send(WholeResponse.of(response.status(), header, response.body()));
        return Outcome.ANSWERED;
    }

    private Outcome fetch(Invocation invocation, ResponseCaching caching, Key key, String note, boolean warned) {
        invocation.exchange().trail().note(TrailSteps.CACHE, note);
        invocation.cached(false);
        invocation.recordedBy((head, body) -> {
            if (isKept(head, body)) {
                cache.keep(key, CachedResponse.of(head, body, caching.timeToLive()));
            }
            if (!warned) {
                return head;
            }
            FieldList header = FieldList.of(head.headers());
            header.append(Fields.WARNING, IGNORED);
            return new ResponseHead(head.status(), header, head.length());
        });
        return Outcome.NEXT;
    }

    /** That only successful responses are kept, and no parts of any, is a guess. */
    private static boolean isKept(ResponseHead head, ByteBuf body) {
        return head.status().codeClass() == HttpStatusClass.SUCCESS
                && head.status().code() != HttpResponseStatus.PARTIAL_CONTENT.code()
                && head.length() == body.readableBytes()
                && body.readableBytes() <= ResponseCache.MAX_BODY_BYTES;
    }

    private static boolean wantsFresh(Invocation invocation) {
        for (String value : invocation.request().headers().getAll(Fields.CACHE_CONTROL)) {
            for (String directive : value.split(",")) {
                if (directive.strip().toLowerCase(Locale.ROOT).equals("max-age=0")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Key key(Invocation invocation, ResponseCaching caching) {
        List<List<String>> values = new ArrayList<>(caching.keys().size());
        for (MappingSource source : caching.keys()) {
            values.add(List.copyOf(MappedValues.of(source, invocation)));
        }
        if (caching.varies()) {
            values.add(invocation.request().headers().getAll(FieldNames.ACCEPT));
            values.add(invocation.request().headers().getAll(FieldNames.ACCEPT_ENCODING));
        }
        return new Key(
                invocation.api().id(),
                invocation.stage().name(),
                invocation.stage().hasOwnCache(),
                caching.namespace(),
                invocation.verb(),
                List.copyOf(values));
    }
}
