package io.underpass.gateway.data;

import io.netty.util.concurrent.FastThreadLocal;
import io.underpass.gateway.compile.Authority;
import io.underpass.gateway.compile.MappingSource;
import io.underpass.gateway.compile.ParameterMapping;
import io.underpass.gateway.compile.PercentCoding;
import io.underpass.gateway.compile.PercentCoding.Place;
import io.underpass.gateway.compile.RoutePlan.Forward;
import io.underpass.gateway.compile.Template;
import io.underpass.gateway.compile.UriTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where in the backend a request goes. The path is the uri's alone: neither the stage nor the resource's literal part
 * is put before it (spec 1.6 and 1.7, observed on AWS; one sentence of the documentation says otherwise). The query is
 * the uri's, then what is mapped, then the client's (spec 2.6, observed on AWS).
 *
 * <p>Threads: safe; each writes into a buffer of its own.
 */
final class BackendTarget {

    private static final int INITIAL_CHARACTERS = 256;
    private static final int KEPT_CHARACTERS = 16 * 1024;
    private static final FastThreadLocal<StringBuilder> BUFFER = new FastThreadLocal<>() {
        @Override
        protected StringBuilder initialValue() {
            return new StringBuilder(INITIAL_CHARACTERS);
        }
    };

    private BackendTarget() {}

    /** The authority of the uri; empty where placeholders leave none that is valid. */
    static Optional<Authority> authority(Invocation invocation) {
        UriTemplate uri = invocation.server().uri();
        if (uri.fixedAuthority().isPresent()) {
            return uri.fixedAuthority();
        }
        StringBuilder text = new StringBuilder();
        for (Template.Part part : uri.authority().parts()) {
            if (part instanceof Template.Part.Text constant) {
                text.append(constant.text());
            } else if (part instanceof Template.Part.Value value) {
                text.append(placeholder(value, invocation));
            }
        }
        return Authority.parse(uri.scheme(), text.toString());
    }

    /** Path and query. Only a proxy passes the client's query (spec 2.6). */
    static String target(Invocation invocation) {
        Forward forward = invocation.forward();
        UriTemplate uri = invocation.server().uri();
        Map<String, List<String>> overrides = invocation.overrides().querystring();
        StringBuilder target = emptyBuffer();
        append(target, uri.path(), Place.PATH, invocation);
        int pathEnd = target.length();
        if (!uri.query().isEmpty()) {
            target.append('&');
            append(target, uri.query(), Place.QUERY_VALUE, invocation);
        }
        for (ParameterMapping mapping : forward.request().parameters().query()) {
            if (overrides.isEmpty() || !overrides.containsKey(mapping.name())) {
                appendParameter(target, mapping, invocation);
            }
        }
        if (!overrides.isEmpty()) {
            overrides.forEach((name, values) -> appendOverride(target, name, values));
        }
        String clientQuery = forward.type().isProxy() ? invocation.request().query() : "";
        if (!clientQuery.isEmpty()) {
            // Which characters AWS encodes anew in a query is unknown; what is valid stays as the client wrote it.
            target.append('&').append(PercentCoding.cleanQuery(clientQuery));
        }
        if (target.length() > pathEnd) {
            target.setCharAt(pathEnd, '?');
        }
        return target.toString();
    }

    /** The calling thread's. One long request must not keep its memory for ever. */
    private static StringBuilder emptyBuffer() {
        StringBuilder buffer = BUFFER.get();
        if (buffer.capacity() > KEPT_CHARACTERS) {
            buffer = new StringBuilder(INITIAL_CHARACTERS);
            BUFFER.set(buffer);
        }
        buffer.setLength(0);
        return buffer;
    }

    private static void append(StringBuilder target, Template template, Place place, Invocation invocation) {
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Part.Text constant) {
                target.append(constant.text());
            } else if (part instanceof Template.Part.Value value) {
                String override = invocation.overrides().path().get(value.name());
                if (override == null) {
                    appendValue(target, value.source(), MappedValues.joined(value.source(), invocation), place);
                } else {
                    PercentCoding.encode(target, override, place);
                }
            }
        }
    }

    /** The value of a placeholder: a template's, or the mapped one. */
    private static String placeholder(Template.Part.Value value, Invocation invocation) {
        String override = invocation.overrides().path().get(value.name());
        return override == null ? MappedValues.joined(value.source(), invocation) : override;
    }

    private static void appendOverride(StringBuilder target, String name, List<String> values) {
        for (String value : values) {
            target.append('&');
            PercentCoding.encode(target, name, Place.QUERY_VALUE);
            target.append('=');
            PercentCoding.encode(target, value, Place.QUERY_VALUE);
        }
    }

    private static void appendParameter(StringBuilder target, ParameterMapping mapping, Invocation invocation) {
        for (String value : MappedValues.of(mapping.source(), invocation)) {
            target.append('&');
            PercentCoding.encode(target, mapping.name(), Place.QUERY_VALUE);
            target.append('=');
            appendValue(target, mapping.source(), value, Place.QUERY_VALUE);
        }
    }

    /** A path variable is decoded and encoded anew, so that {@code %2F} arrives as a slash (spec 2.5). */
    private static void appendValue(StringBuilder target, MappingSource source, String value, Place place) {
        if (source instanceof MappingSource.Path) {
            PercentCoding.recode(target, value, place);
        } else {
            PercentCoding.encode(target, value, place);
        }
    }
}
