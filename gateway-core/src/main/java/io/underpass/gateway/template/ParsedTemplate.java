package io.underpass.gateway.template;

/**
 * What parsing a template's source gives.
 *
 * <p>Threads: immutable.
 */
public sealed interface ParsedTemplate permits MappingTemplate, UnparsableTemplate {}
