package io.underpass.alb.compile;

import io.underpass.alb.model.ListenerAttributes;
import java.util.List;
import java.util.Map;

/**
 * How a listener rewrites header fields of responses.
 *
 * <p>Threads: immutable.
 *
 * @param server whether answers of the load balancer's own name it
 * @param inserted the fields that replace whatever the target sent
 */
public record ResponseHeaderSettings(boolean server, List<InsertedField> inserted) {

    /** A header field. */
    public record InsertedField(String name, String value) {}

    static ResponseHeaderSettings of(Map<String, String> attributes) {
        return new ResponseHeaderSettings(
                ListenerAttributes.SERVER.in(attributes),
                ListenerAttributes.INSERTED_HEADERS.stream()
                        .map(header ->
                                new InsertedField(header.name(), header.value().in(attributes)))
                        .filter(field -> !field.value().isEmpty())
                        .toList());
    }
}
