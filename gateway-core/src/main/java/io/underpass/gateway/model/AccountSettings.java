package io.underpass.gateway.model;

import java.util.Optional;

/**
 * What an account has set for all its APIs in a region.
 *
 * <p>Threads: immutable.
 */
public record AccountSettings(Optional<String> cloudwatchRoleArn) {}
