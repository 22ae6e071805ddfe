package io.underpass.gateway.compile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What clients of a stage get in place of AWS's default for a type of failure.
 *
 * <p>Threads: immutable.
 *
 * @param status empty for the failure's own
 * @param fields header fields by name
 * @param templates bodies by content type, in the order in which they were put; none for the failure's own body
 */
public record CompiledGatewayResponse(
        Optional<Integer> status, Map<String, ResponsePart> fields, Map<String, List<ResponsePart>> templates) {}
