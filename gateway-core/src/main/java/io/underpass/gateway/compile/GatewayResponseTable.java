package io.underpass.gateway.compile;

import io.underpass.gateway.model.ApiDefinitions;
import io.underpass.gateway.model.GatewayResponse;
import io.underpass.gateway.model.GatewayResponseType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway responses of one stage, what types inherit already handed down.
 *
 * <p>Threads: immutable once built.
 */
final class GatewayResponseTable {

    private final Map<GatewayResponseType, CompiledGatewayResponse> byType = new EnumMap<>(GatewayResponseType.class);

    GatewayResponseTable(ApiDefinitions definitions, StageVariables variables) {
        if (!definitions.gatewayResponses().isEmpty()) {
            for (GatewayResponseType type : GatewayResponseType.values()) {
                definitions.gatewayResponse(type).ifPresent(response -> byType.put(type, compile(response, variables)));
            }
        }
    }

    Optional<CompiledGatewayResponse> of(GatewayResponseType type) {
        return Optional.ofNullable(byType.get(type));
    }

    private static CompiledGatewayResponse compile(GatewayResponse response, StageVariables variables) {
        Map<String, ResponsePart> fields = new LinkedHashMap<>();
        response.responseParameters()
                .forEach((target, source) -> fields.put(
                        target.substring(target.indexOf('.', target.indexOf('.') + 1) + 1),
                        GatewayResponseTemplate.value(source, variables)));
        Map<String, List<ResponsePart>> templates = new LinkedHashMap<>();
        response.responseTemplates()
                .forEach((contentType, template) ->
                        templates.put(contentType, GatewayResponseTemplate.body(template, variables)));
        return new CompiledGatewayResponse(
                response.statusCode().map(Integer::valueOf),
                Collections.unmodifiableMap(fields),
                Collections.unmodifiableMap(templates));
    }
}
