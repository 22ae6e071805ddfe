package io.underpass.gateway.compile;

import java.util.List;

/**
 * A method of a resource, as requests find it.
 *
 * <p>Threads: immutable.
 *
 * @param index its place in the plans of a stage
 * @param resourceId the resource's id
 * @param path the resource's whole path, <code>/orders/{proxy+}</code>
 * @param httpMethod the verb, or {@code ANY}
 * @param parameters the names of the path's variables, from left to right, without braces and plus
 */
public record Route(int index, String resourceId, String path, String httpMethod, List<String> parameters) {}
