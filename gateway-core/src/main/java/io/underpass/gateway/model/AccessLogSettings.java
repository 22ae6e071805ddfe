package io.underpass.gateway.model;

import java.util.Optional;

/**
 * A line for each request of a stage.
 *
 * <p>Threads: immutable.
 *
 * @param format the line, with <code>$context</code> variables in it
 */
public record AccessLogSettings(Optional<String> destinationArn, Optional<String> format) {}
