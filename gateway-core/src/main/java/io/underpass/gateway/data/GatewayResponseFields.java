package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.gateway.compile.ResponsePart;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The header fields that a gateway response adds. They take the place of the gateway's own, but those that frame the
 * message are nobody's to set (a guess: AWS documents neither).
 *
 * <p>Threads: stateless.
 */
final class GatewayResponseFields {

    private static final Set<String> NOT_TO_SET =
            Set.of("connection", "content-length", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    private GatewayResponseFields() {}

    /** Sets in {@code headers} each of {@code fields} that has a value in this request. */
    static void add(HttpHeaders headers, Map<String, ResponsePart> fields, FailureValues values) {
        fields.forEach((name, part) -> {
            String value = FieldText.fit(values.text(part));
            if (!value.isEmpty() && !NOT_TO_SET.contains(name.toLowerCase(Locale.ROOT))) {
                headers.set(name, value);
            }
        });
    }
}
