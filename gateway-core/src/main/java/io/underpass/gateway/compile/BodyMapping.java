package io.underpass.gateway.compile;

import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.IntegrationResponse;
import io.underpass.gateway.template.MappingTemplate;
import io.underpass.gateway.template.ParsedTemplate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What becomes of a body.
 *
 * <p>Threads: immutable.
 *
 * @param templates by media type in lower case, in alphabetical order
 * @param passthrough what becomes of a body that no template is for
 */
public record BodyMapping(
        ContentHandling contentHandling, Map<String, ParsedTemplate> templates, PassthroughBehavior passthrough) {

    private static final String WILDCARD = "$default";
    private static final String JSON = "application/json";

    /** The body of a proxy passes, converted. */
    static BodyMapping ofProxy(Integration integration) {
        return new BodyMapping(
                ContentHandling.of(integration.contentHandling()), Map.of(), PassthroughBehavior.WHEN_NO_MATCH);
    }

    static BodyMapping ofRequest(Integration integration) {
        return new BodyMapping(
                ContentHandling.of(integration.contentHandling()),
                parsed("request", integration.requestTemplates()),
                PassthroughBehavior.valueOf(integration.passthroughBehavior()));
    }

    static BodyMapping ofResponse(IntegrationResponse response) {
        return new BodyMapping(
                ContentHandling.of(response.contentHandling()),
                parsed(
                        "response " + response.statusCode(),
                        response.responseTemplates().orElse(Map.of())),
                PassthroughBehavior.WHEN_NO_MATCH);
    }

    /** Whether there is any template. */
    public boolean hasTemplates() {
        return !templates.isEmpty();
    }

    /**
     * The template for a request.
     *
     * @param contentType the field as received; empty where there is none, which stands for JSON (spec 2.13)
     */
    public Optional<ParsedTemplate> forRequest(String contentType) {
        if (templates.isEmpty()) {
            return Optional.empty();
        }
        String type = contentType.isBlank() ? JSON : BinaryMediaTypes.firstOf(contentType);
        return Optional.ofNullable(templates.get(type)).or(() -> Optional.ofNullable(templates.get(WILDCARD)));
    }

    /**
     * The template for a response: the one for the first type the client accepts, else the one for JSON, else the first
     * (spec 2.7, 2.15). Which one AWS takes for the first is unknown.
     *
     * @param accept the field as received; empty where there is none
     */
    public Optional<ParsedTemplate> forResponse(String accept) {
        if (templates.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(templates.get(BinaryMediaTypes.firstOf(accept)))
                .or(() -> Optional.ofNullable(templates.get(JSON)))
                .or(() -> Optional.of(templates.values().iterator().next()));
    }

    /** Whether a body that no template is for passes. */
    public boolean letsPass() {
        return passthrough.lets(hasTemplates());
    }

    private static Map<String, ParsedTemplate> parsed(String what, Map<String, String> sources) {
        Map<String, ParsedTemplate> templates = new TreeMap<>();
        sources.forEach((type, source) -> templates.put(
                type.equals(WILDCARD) ? type : BinaryMediaTypes.firstOf(type),
                MappingTemplate.parse(what + " template for " + type, source)));
        return templates;
    }
}
