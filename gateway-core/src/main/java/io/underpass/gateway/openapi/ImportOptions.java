package io.underpass.gateway.openapi;

/**
 * How a document is to be read.
 *
 * @param ignoresDocumentation whether to pass over documentation without a word
 *
 *     <p>Threads: immutable.
 */
public record ImportOptions(BasePath basePath, boolean ignoresDocumentation) {}
