package io.underpass.gateway.compile;

import java.util.List;

/**
 * How a method's request becomes the backend's.
 *
 * <p>Threads: immutable.
 *
 * @param parameters what is mapped to headers, query and path
 * @param bodyPaths the JSONPaths of what is mapped from the body
 * @param body what becomes of the body
 */
public record RequestMapping(RequestMappings parameters, List<String> bodyPaths, BodyMapping body) {

    static RequestMapping of(RequestMappings parameters, BodyMapping body) {
        return new RequestMapping(parameters, parameters.bodyPaths(), body);
    }
}
