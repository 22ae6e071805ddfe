package io.underpass.emulator.description;

import java.util.Optional;

/**
 * The access log of a stage. Threads: immutable.
 *
 * @param format a line, with {@code $context} variables; {@code $context.requestId} has to be one of them
 * @param destination the ARN of a log group, which is kept and goes nowhere; where none is named, one is made up
 */
public record AccessLog(String format, Optional<String> destination) {}
