package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.gateway.compile.MappingSource;
import io.underpass.gateway.compile.MappingSource.Absent;
import io.underpass.gateway.compile.MappingSource.Body;
import io.underpass.gateway.compile.MappingSource.Context;
import io.underpass.gateway.compile.MappingSource.Header;
import io.underpass.gateway.compile.MappingSource.Literal;
import io.underpass.gateway.compile.MappingSource.Path;
import io.underpass.gateway.compile.MappingSource.Query;
import io.underpass.gateway.compile.MappingSource.ResponseHeader;
import io.underpass.gateway.compile.RouteMatch;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of mapping sources in one request.
 *
 * <p>Threads: stateless.
 */
final class MappedValues {

    private MappedValues() {}

    /** The value; of several, all with commas between them. */
    static String joined(MappingSource source, Invocation invocation) {
        if (source instanceof Path path) {
            RouteMatch match = invocation.foundMatch();
            return match == null ? "" : match.parameter(path.name()).orElse("");
        }
        return String.join(",", of(source, invocation));
    }

    /** The values; none where the request has none. A path variable's value keeps its percent-encoding (spec 2.5). */
    static List<String> of(MappingSource source, Invocation invocation) {
        if (source instanceof Path path) {
            RouteMatch match = invocation.foundMatch();
            return match == null
                    ? List.of()
                    : match.parameter(path.name()).map(List::of).orElse(List.of());
        }
        if (source instanceof Query query) {
            return lastOnly(query.all(), invocation.query().all(query.name()));
        }
        if (source instanceof Header header) {
            return lastOnly(header.all(), headers(invocation.request().headers(), header.name()));
        }
        if (source instanceof Context context) {
            String value = ContextValues.value(context.variable(), invocation);
            return value.isEmpty() ? List.of() : List.of(value);
        }
        if (source instanceof MappingSource.Authorizer authorizer) {
            String value = invocation.caller().authorizer(authorizer.name());
            return value.isEmpty() ? List.of() : List.of(value);
        }
        if (source instanceof Literal literal) {
            return List.of(literal.text());
        }
        if (source instanceof Body body) {
            return invocation.bodyValue(body.path()).map(List::of).orElse(List.of());
        }
        if (source instanceof ResponseHeader header) {
            return lastOnly(
                    header.all(), headers(invocation.backendResponse().head().headers(), header.name()));
        }
        if (source instanceof Absent) {
            return List.of();
        }
        throw new IllegalStateException("unknown source " + source);
    }

    /** Of a repeated parameter the single-value view shows the last value (spec 2.6, observed on AWS). */
    private static List<String> lastOnly(boolean all, List<String> values) {
        return all || values.size() < 2 ? values : List.of(values.get(values.size() - 1));
    }

    /** Names count with their case, but that {@code Authorization} always arrives under this spelling (spec 2.7). */
    private static List<String> headers(HttpHeaders headers, String name) {
        if (FieldNames.AUTHORIZATION.contentEqualsIgnoreCase(name)) {
            return name.equals("Authorization") ? headers.getAll(name) : List.of();
        }
        List<String> values = new ArrayList<>(2);
        FieldList fields = FieldList.of(headers);
        for (int i = 0; i < fields.size(); i++) {
            if (name.contentEquals(fields.name(i))) {
                values.add(fields.value(i).toString());
            }
        }
        return values;
    }
}
