package io.underpass.gateway.compile;

/**
 * One entry of an integration's request parameters that goes to a header or a query parameter.
 *
 * <p>Threads: immutable.
 *
 * @param name the header's or parameter's name, as written
 */
public record ParameterMapping(String name, MappingSource source) {}
