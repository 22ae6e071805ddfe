package io.underpass.gateway.data;

import static java.util.Map.entry;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HopByHop;
import io.underpass.wire.HttpDate;
import io.underpass.wire.ResponseHead;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The header fields that a client gets: those that every answer of the gateway has, and of an {@code HTTP_PROXY}
 * backend's those that AWS lets pass or gives another name (spec 3.1 and 3.3; where they differ, as observed).
 * {@link ContentCoding} has taken {@code Content-Encoding} away where it had to go; what is streamed keeps its coding and
 * so the field, since nothing was observed of that mode.
 *
 * <p>Threads: immutable.
 */
final class ResponseFields {

    private static final String PREFIX = "x-amzn-Remapped-";
    private static final AsciiString REMAPPED_LENGTH = AsciiString.cached(PREFIX + "Content-Length");
    private static final AsciiString JSON = AsciiString.cached("application/json");

    /** What becomes of a backend's field: a remapped one gets {@code name}. */
    private record Rule(boolean passes, Optional<AsciiString> name) {}

    private static final Rule PASS = new Rule(true, Optional.empty());
    private static final Rule DROP = new Rule(false, Optional.empty());

    private static final FieldTable<Rule> RULES = new FieldTable<>(
            Map.ofEntries(
                    remapped("Authorization"),
                    remapped("Connection"),
                    remapped("Content-Length"),
                    remapped("Content-MD5"),
                    remapped("Date"),
                    remapped("Max-Forwards"),
                    remapped("Server"),
                    remapped("User-Agent"),
                    remapped("WWW-Authenticate"),
                    remapped("x-amzn-RequestId"),
                    entry("Expect", DROP),
                    entry("Host", DROP),
                    entry("Keep-Alive", DROP),
                    entry("Proxy-Authenticate", DROP),
                    entry("Proxy-Connection", DROP),
                    entry("TE", DROP),
                    entry("Trailer", DROP),
                    entry("Transfer-Encoding", DROP),
                    entry("Upgrade", DROP),
                    entry("Via", DROP),
                    entry("x-amz-apigw-id", DROP)),
            PASS);

    private static final FieldTable<Boolean> OF_ONE_REQUEST = new FieldTable<>(
            Map.of(
                    "Date", true,
                    "x-amzn-RequestId", true,
                    "x-amz-apigw-id", true,
                    "x-underpass-journal", true,
                    "X-Amzn-Trace-Id", true),
            false);

    private final HttpDate date;

    /** Whether a field is written anew for each request, also where its response is not. */
    static boolean isOfOneRequest(CharSequence name) {
        return OF_ONE_REQUEST.get(name);
    }

    ResponseFields(InstantSource clock) {
        this.date = new HttpDate(clock);
    }

    /**
     * The fields of an answer of the gateway itself; {@code Content-Type} is still missing. {@code Connection} is the
     * listener's to write.
     */
    FieldList own(Invocation invocation) {
        FieldList fields = new FieldList();
        fields.append(FieldNames.DATE, date.now());
        fields.append(Fields.REQUEST_ID, invocation.identity().requestId());
        fields.append(Fields.EXTENDED_ID, invocation.identity().extendedRequestId());
        HttpHeaders sent = invocation.request().headers();
        if (sent.contains(Fields.EXPLAIN) && sent.containsValue(Fields.EXPLAIN, "1", false)) {
            fields.add(
                    Fields.JOURNAL,
                    "/_underpass/journal/" + invocation.identity().requestId());
        }
        return fields;
    }

    /** The fields of an answer that the backend gave. */
    FieldList ofBackend(Invocation invocation, ResponseHead backend) {
        FieldList fields = own(invocation);
        Predicate<CharSequence> endsHere = HopByHop.NAMED.in(backend.headers());
        FieldList sent = FieldList.of(backend.headers());
        for (int i = 0; i < sent.size(); i++) {
            CharSequence name = sent.name(i);
            Rule rule = RULES.get(name);
            if (rule.passes() && !endsHere.test(name)) {
                fields.append(rule.name().isPresent() ? rule.name().get() : name, sent.value(i));
            }
        }
        if (backend.length() >= 0) {
            fields.append(REMAPPED_LENGTH, Long.toString(backend.length()));
        }
        if (!fields.contains(FieldNames.CONTENT_TYPE)) {
            fields.append(FieldNames.CONTENT_TYPE, JSON);
        }
        return fields;
    }

    private static Map.Entry<String, Rule> remapped(String name) {
        return entry(name, new Rule(true, Optional.of(AsciiString.cached(PREFIX + name))));
    }
}
