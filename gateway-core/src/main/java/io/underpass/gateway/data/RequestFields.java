package io.underpass.gateway.data;

import static java.util.Map.entry;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.underpass.gateway.compile.Authority;
import io.underpass.gateway.compile.ParameterMapping;
import io.underpass.gateway.compile.RequestMappings;
import io.underpass.gateway.template.Overrides;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HopByHop;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The header fields that a backend gets (spec 3.2, observed on AWS). Of an {@code HTTP_PROXY}: the client's with their
 * casing, less what AWS drops; then AWS's own. Of {@code HTTP}: AWS's own alone, fewer than a proxy's. In both, what is
 * mapped comes in place of these, and what a template overrides in place of all.
 *
 * <p>Threads: safe; two may write the same port's text.
 */
final class RequestFields {

    private static final AsciiString JSON = AsciiString.cached("application/json");

    private static final String USER_AGENT = "AmazonAPIGateway_";

    private enum Rule {
        PASS,
        DROP,
        AUTHORIZATION,
        FORWARDED_FOR
    }

    private static final FieldTable<Rule> RULES = new FieldTable<>(
            Map.ofEntries(
                    entry("connection", Rule.DROP),
                    entry("content-encoding", Rule.DROP),
                    entry("content-length", Rule.DROP),
                    entry("content-md5", Rule.DROP),
                    entry("expect", Rule.DROP),
                    entry("host", Rule.DROP),
                    entry("keep-alive", Rule.DROP),
                    entry("max-forwards", Rule.DROP),
                    entry("proxy-authenticate", Rule.DROP),
                    entry("proxy-connection", Rule.DROP),
                    entry("server", Rule.DROP),
                    entry("te", Rule.DROP),
                    entry("trailer", Rule.DROP),
                    entry("transfer-encoding", Rule.DROP),
                    entry("upgrade", Rule.DROP),
                    entry("via", Rule.DROP),
                    entry("www-authenticate", Rule.DROP),
                    entry("x-amzn-apigateway-api-id", Rule.DROP),
                    entry("x-amzn-trace-id", Rule.DROP),
                    entry("x-forwarded-port", Rule.DROP),
                    entry("x-forwarded-proto", Rule.DROP),
                    entry("x-http-method-override", Rule.DROP),
                    entry("x-underpass-explain", Rule.DROP),
                    entry("authorization", Rule.AUTHORIZATION),
                    entry("x-forwarded-for", Rule.FORWARDED_FOR)),
            Rule.PASS);

    private record PortText(int port, AsciiString text) {}

    private final RequestIds ids;
    private volatile PortText lastPort = new PortText(0, AsciiString.cached("0"));

    RequestFields(RequestIds ids) {
        this.ids = ids;
    }

    /** The fields for the server at {@code authority}; of one that gets a body, where {@code hasBody}. */
    HttpHeaders forBackend(Invocation invocation, Authority authority, boolean hasBody) {
        FieldList fields = new FieldList();
        fields.append(FieldNames.HOST, authority.hostHeader());
        if (invocation.forward().type().isProxy()) {
            String forwardedFor =
                    addClientFields(fields, FieldList.of(invocation.request().headers()));
            addOwnFields(fields, invocation, forwardedFor);
        } else {
            addFewFields(fields, invocation, hasBody);
        }
        for (ParameterMapping mapping :
                invocation.forward().request().parameters().headers()) {
            set(fields, mapping.name(), MappedValues.of(mapping.source(), invocation));
        }
        Overrides overrides = invocation.overrides();
        if (!overrides.isEmpty()) {
            addOverrides(fields, overrides);
        }
        return fields;
    }

    private static void addOverrides(FieldList fields, Overrides overrides) {
        overrides.header().forEach((name, values) -> {
            if (!RequestMappings.isSwallowed(name)) {
                set(fields, name, values);
            }
        });
    }

    private static void set(FieldList fields, String name, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            String value = FieldText.fit(values.get(i));
            if (i == 0) {
                fields.set(name, value);
            } else {
                fields.add(name, value);
            }
        }
    }

    /** A body has the client's media type, whatever a template has made of it. */
    private void addFewFields(FieldList fields, Invocation invocation, boolean hasBody) {
        String apiId = invocation.api().id();
        fields.append(FieldNames.ACCEPT, JSON);
        if (hasBody) {
            String type = invocation.request().headers().get(FieldNames.CONTENT_TYPE, "");
            fields.append(FieldNames.CONTENT_TYPE, type.isEmpty() ? JSON : type);
        }
        fields.append(FieldNames.USER_AGENT, USER_AGENT + apiId);
        fields.append(Fields.TRACE_ID, TraceId.forBackend(invocation, ids));
        fields.append(Fields.API_ID, apiId);
    }

    /** Adds what passes; answers the client's {@code X-Forwarded-For}, empty where it sent none. */
    private static String addClientFields(FieldList fields, FieldList client) {
        Predicate<CharSequence> endsHere = HopByHop.NAMED.in(client);
        String forwardedFor = "";
        for (int i = 0; i < client.size(); i++) {
            CharSequence name = client.name(i);
            CharSequence value = client.value(i);
            if (endsHere.test(name)) {
                continue;
            }
            switch (RULES.get(name)) {
                case PASS -> fields.append(name, value);
                case DROP -> {}
                case AUTHORIZATION -> addAuthorization(fields, value);
                case FORWARDED_FOR -> forwardedFor += forwardedFor.isEmpty() ? value : ", " + value;
            }
        }
        return forwardedFor;
    }

    /** A SigV4 signature ends at the gateway (spec 3.1); other values pass under AWS's spelling of the name (2.7). */
    private static void addAuthorization(FieldList fields, CharSequence value) {
        if (!value.toString().startsWith("AWS4-")) {
            fields.append(FieldNames.AUTHORIZATION, value);
        }
    }

    private void addOwnFields(FieldList fields, Invocation invocation, String forwardedFor) {
        String apiId = invocation.api().id();
        if (!fields.contains(FieldNames.ACCEPT)) {
            fields.append(FieldNames.ACCEPT, JSON);
        }
        if (!fields.contains(FieldNames.USER_AGENT)) {
            fields.add(FieldNames.USER_AGENT, USER_AGENT + apiId);
        }
        var peer = invocation.exchange().peer();
        String client = ClientAddress.of(peer);
        fields.append(FieldNames.X_FORWARDED_FOR, forwardedFor.isEmpty() ? client : forwardedFor + ", " + client);
        fields.append(FieldNames.X_FORWARDED_PORT, portText(peer.local().getPort()));
        fields.append(FieldNames.X_FORWARDED_PROTO, peer.secure() ? "https" : "http");
        fields.append(Fields.TRACE_ID, TraceId.forBackend(invocation, ids));
        fields.append(Fields.API_ID, apiId);
    }

    /** There are few ports, and most requests come in on one: its text is kept. */
    private AsciiString portText(int port) {
        PortText known = lastPort;
        if (known.port() != port) {
            known = new PortText(port, AsciiString.of(Integer.toString(port)));
            lastPort = known;
        }
        return known.text();
    }
}
