package io.underpass.gateway.model;

import java.util.Optional;

/**
 * What answers below one path of a custom domain name.
 *
 * <p>Threads: immutable.
 *
 * @param id what version 2 of the control API calls it by
 * @param basePath without slashes at its ends; empty where it takes what no other mapping does
 * @param stage empty where callers name the stage behind the base path
 */
public record BasePathMapping(String id, String basePath, String restApiId, Optional<String> stage) {}
