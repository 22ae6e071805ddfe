package io.underpass.gateway.data;

import static java.util.Map.entry;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.underpass.gateway.compile.Authority;
import io.underpass.gateway.compile.ParameterMapping;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HopByHop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The header fields that an {@code HTTP_PROXY} backend gets (spec 3.2, observed on AWS): the client's with their
 * casing, less what AWS drops; then AWS's own; then what is mapped, in place of both.
 *
 * <p>Threads: safe; two may write the same port's text.
 */
final class RequestFields {

    private static final AsciiString JSON = AsciiString.cached("application/json");

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

    HttpHeaders forBackend(Invocation invocation, Authority authority) {
        FieldList fields = new FieldList();
        fields.append(FieldNames.HOST, authority.hostHeader());
        String forwardedFor =
                addClientFields(fields, FieldList.of(invocation.request().headers()));
        addOwnFields(fields, invocation, forwardedFor);
        for (ParameterMapping mapping : invocation.forward().headers()) {
            List<String> values = MappedValues.of(mapping.source(), invocation);
            for (int i = 0; i < values.size(); i++) {
                String value = fit(values.get(i));
                if (i == 0) {
                    fields.set(mapping.name(), value);
                } else {
                    fields.add(mapping.name(), value);
                }
            }
        }
        return fields;
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
            fields.add(FieldNames.USER_AGENT, "AmazonAPIGateway_" + apiId);
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

    /** A mapped value as a field can hold it: what is not ASCII as UTF-8, a control character as a space. */
    static String fit(String value) {
        if (isPlain(value)) {
            return value;
        }
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            if ((octets[i] >= 0 && octets[i] < ' ' && octets[i] != '\t') || octets[i] == 127) {
                octets[i] = ' ';
            }
        }
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) >= 127) {
                return false;
            }
        }
        return true;
    }
}
