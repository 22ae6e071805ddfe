package io.underpass.gateway.data;

import static java.util.Map.entry;

import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HopByHop;
import io.underpass.wire.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The header fields in the event that a Lambda function gets: the client's with their casing, less what AWS drops, and
 * AWS's own (spec 2.7 and 3.1; where recorded events differ from the table, as recorded: they show {@code Host} as sent
 * and no {@code Content-Length}). That a chunked request is taken is a guess, the table says "exception".
 *
 * <p>Threads: stateless.
 */
final class EventFields {

    private enum Rule {
        PASS,
        DROP,
        /** Passes under AWS's spelling of its name. */
        RESPELL,
        AUTHORIZATION
    }

    private static final FieldTable<Rule> RULES = new FieldTable<>(
            Map.ofEntries(
                    entry("authorization", Rule.AUTHORIZATION),
                    entry("connection", Rule.DROP),
                    entry("content-length", Rule.DROP),
                    entry("content-md5", Rule.DROP),
                    entry("expect", Rule.DROP),
                    entry("host", Rule.RESPELL),
                    entry("keep-alive", Rule.DROP),
                    entry("max-forwards", Rule.DROP),
                    entry("proxy-authenticate", Rule.DROP),
                    entry("proxy-connection", Rule.DROP),
                    entry("server", Rule.DROP),
                    entry("te", Rule.DROP),
                    entry("trailer", Rule.DROP),
                    entry("transfer-encoding", Rule.DROP),
                    entry("upgrade", Rule.DROP),
                    entry("user-agent", Rule.RESPELL),
                    entry("www-authenticate", Rule.DROP),
                    entry("x-amzn-trace-id", Rule.DROP),
                    entry("x-forwarded-for", Rule.RESPELL),
                    entry("x-forwarded-port", Rule.DROP),
                    entry("x-forwarded-proto", Rule.DROP),
                    entry("x-http-method-override", Rule.DROP),
                    entry("x-underpass-explain", Rule.DROP)),
            Rule.PASS);

    private EventFields() {}

    /** All values by name; names that differ in case alone are one, spelled as it came first. */
    static SortedMap<String, List<String>> of(Invocation invocation, String traceId) {
        SortedMap<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        addClientFields(fields, FieldList.of(invocation.request().headers()));
        Peer peer = invocation.exchange().peer();
        String client = ClientAddress.of(peer);
        String forwardedFor = FieldNames.X_FORWARDED_FOR.toString();
        List<String> before = fields.remove(forwardedFor);
        fields.put(forwardedFor, List.of(before == null ? client : String.join(", ", before) + ", " + client));
        fields.put(
                FieldNames.X_FORWARDED_PORT.toString(),
                List.of(Integer.toString(peer.local().getPort())));
        fields.put(FieldNames.X_FORWARDED_PROTO.toString(), List.of(peer.secure() ? "https" : "http"));
        fields.put(Fields.TRACE_ID.toString(), List.of(traceId));
        return fields;
    }

    private static void addClientFields(Map<String, List<String>> fields, FieldList client) {
        Predicate<CharSequence> endsHere = HopByHop.NAMED.in(client);
        for (int i = 0; i < client.size(); i++) {
            CharSequence name = client.name(i);
            String value = client.value(i).toString();
            if (endsHere.test(name)) {
                continue;
            }
            switch (RULES.get(name)) {
                case PASS -> add(fields, name.toString(), value);
                case DROP -> {}
                case RESPELL -> add(fields, spelling(name), value);
                // A SigV4 signature ends at the gateway (spec 3.1).
                case AUTHORIZATION -> {
                    if (!value.startsWith("AWS4-")) {
                        add(fields, FieldNames.AUTHORIZATION.toString(), value);
                    }
                }
            }
        }
    }

    private static void add(Map<String, List<String>> fields, String name, String value) {
        fields.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(value);
    }

    private static String spelling(CharSequence name) {
        return switch (name.length()) {
            case 4 -> FieldNames.HOST.toString();
            case 10 -> FieldNames.USER_AGENT.toString();
            default -> FieldNames.X_FORWARDED_FOR.toString();
        };
    }
}
