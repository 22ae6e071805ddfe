package io.underpass.gateway.data;

import static java.util.Map.entry;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.underpass.gateway.compile.Backend;
import io.underpass.gateway.compile.ParameterMapping;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HopByHop;
import io.underpass.wire.HttpDate;
import io.underpass.wire.ResponseHead;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The header fields that a client gets: those that every answer of the gateway has, and of an {@code HTTP_PROXY}
 * backend's those that AWS lets pass or gives another name (spec 3.1 and 3.3; where they differ, as observed), or what
 * integration responses make of it.
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

    /** What becomes of a field that a mapping or an override names; the gateway's own two are remapped by a guess. */
    private static final FieldTable<Rule> MAPPED_RULES = new FieldTable<>(
            Map.ofEntries(
                    remapped("Authorization"),
                    remapped("Connection"),
                    remapped("Content-Length"),
                    remapped("Content-MD5"),
                    remapped("Date"),
                    remapped("Expect"),
                    remapped("Host"),
                    remapped("Max-Forwards"),
                    remapped("Proxy-Authenticate"),
                    remapped("Server"),
                    remapped("Trailer"),
                    remapped("Upgrade"),
                    remapped("User-Agent"),
                    remapped("WWW-Authenticate"),
                    remapped("x-amzn-RequestId"),
                    remapped("x-amz-apigw-id"),
                    entry("Transfer-Encoding", DROP)),
            PASS);

    private final HttpDate date;

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
        String traceId = invocation.function().traceId();
        if (!traceId.isEmpty()) {
            fields.append(Fields.TRACE_ID, traceId);
        }
        HttpHeaders sent = invocation.request().headers();
        if (sent.contains(Fields.EXPLAIN) && sent.containsValue(Fields.EXPLAIN, "1", false)) {
            fields.add(
                    Fields.JOURNAL,
                    "/_underpass/journal/" + invocation.identity().requestId());
        }
        return fields;
    }

    /** The fields of an answer that the backend gave. A Lambda function may name a length itself (spec 3.1). */
    FieldList ofBackend(Invocation invocation, ResponseHead backend) {
        FieldList fields = withThoseOf(backend, own(invocation));
        if (backend.length() >= 0 && invocation.forward().backend() instanceof Backend.Http) {
            fields.append(REMAPPED_LENGTH, Long.toString(backend.length()));
        }
        return typed(fields);
    }

    private static FieldList withThoseOf(ResponseHead backend, FieldList fields) {
        Predicate<CharSequence> endsHere = HopByHop.NAMED.in(backend.headers());
        FieldList sent = FieldList.of(backend.headers());
        for (int i = 0; i < sent.size(); i++) {
            CharSequence name = sent.name(i);
            Rule rule = RULES.get(name);
            if (rule.passes() && !endsHere.test(name)) {
                fields.append(rule.name().isPresent() ? rule.name().get() : name, sent.value(i));
            }
        }
        return fields;
    }

    /** Every answer has a type (spec 3.3). */
    private static FieldList typed(FieldList fields) {
        if (!fields.contains(FieldNames.CONTENT_TYPE)) {
            fields.append(FieldNames.CONTENT_TYPE, JSON);
        }
        return fields;
    }

    /**
     * The fields of an answer that integration responses have made: what is mapped and what templates override, none of the
     * backend's own (spec 3.3, observed on AWS).
     */
    FieldList mapped(Invocation invocation, List<ParameterMapping> mappings) {
        FieldList fields = own(invocation);
        if (invocation.forward().backend() instanceof Backend.Http) {
            fields.append(
                    Fields.TRACE_ID,
                    TraceId.root(invocation.backendRequest().head().headers()));
        }
        Map<String, List<String>> overrides = invocation.overrides().responseHeader();
        for (ParameterMapping mapping : mappings) {
            if (overrides.keySet().stream().noneMatch(mapping.name()::equalsIgnoreCase)) {
                add(fields, mapping.name(), MappedValues.of(mapping.source(), invocation));
            }
        }
        overrides.forEach((name, values) -> add(fields, name, values));
        if (!fields.contains(FieldNames.CONTENT_TYPE)) {
            fields.append(FieldNames.CONTENT_TYPE, JSON);
        }
        return fields;
    }

    private static void add(FieldList fields, String name, List<String> values) {
        Rule rule = MAPPED_RULES.get(name);
        if (rule.passes()) {
            CharSequence shown = rule.name().isPresent() ? rule.name().get() : name;
            for (String value : values) {
                fields.append(shown, FieldText.fit(value));
            }
        }
    }

    private static Map.Entry<String, Rule> remapped(String name) {
        return entry(name, new Rule(true, Optional.of(AsciiString.cached(PREFIX + name))));
    }
}
