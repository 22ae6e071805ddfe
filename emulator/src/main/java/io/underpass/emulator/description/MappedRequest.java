package io.underpass.emulator.description;

import java.util.Map;
import java.util.Optional;

/**
 * What is sent on of a request, where it does not pass as it is. Threads: immutable.
 *
 * @param templates mapping templates, by the content type of what is asked
 * @param query what query parameters are, as API Gateway's mapping expressions: {@code 'text'} or {@code
 *     method.request.querystring.name}
 * @param passthrough what becomes of requests of other content types: {@code WHEN_NO_MATCH}, {@code WHEN_NO_TEMPLATES} or
 *     {@code NEVER}; empty for AWS's default
 */
public record MappedRequest(Map<String, String> templates, Map<String, String> query, Optional<String> passthrough) {

    /** One whose body passes as it is. */
    public static final MappedRequest NONE = new MappedRequest(Map.of(), Map.of(), Optional.empty());

    /** Copies the collections. */
    public MappedRequest {
        templates = Lists.copy(templates);
        query = Lists.copy(query);
    }

    /** With a template for JSON. */
    public MappedRequest body(String template) {
        return body("application/json", template);
    }

    /** With a template for this content type. */
    public MappedRequest body(String contentType, String template) {
        return new MappedRequest(Lists.with(templates, contentType, template), query, passthrough);
    }

    /** With a query parameter. */
    public MappedRequest query(String name, String expression) {
        return new MappedRequest(templates, Lists.with(query, name, expression), passthrough);
    }

    /** With what becomes of other content types. */
    public MappedRequest passthrough(String behaviour) {
        return new MappedRequest(templates, query, Optional.of(behaviour));
    }
}
