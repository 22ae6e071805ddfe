package io.underpass.aws.restjson;

import io.underpass.aws.control.Operation;

/**
 * Where a REST-JSON operation is found and how it answers.
 *
 * <p>Threads: immutable.
 *
 * @param method the HTTP method
 * @param path the path
 * @param query the query parameter that must be there; set where operations share method and path
 * @param status the status of success
 * @param operation what runs
 */
public record Route<S>(String method, PathTemplate path, RequiredQuery query, int status, Operation<S> operation) {

    /** A route from the text of its path, which may end in a required query parameter: {@code /restapis?mode=import}. */
    public static <S> Route<S> of(String method, String path, int status, Operation<S> operation) {
        return new Route<>(
                method, PathTemplate.of(RequiredQuery.pathOf(path)), RequiredQuery.of(path), status, operation);
    }
}
