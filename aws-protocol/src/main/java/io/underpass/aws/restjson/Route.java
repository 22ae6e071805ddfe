package io.underpass.aws.restjson;

import io.underpass.aws.control.Operation;

/**
 * Where a REST-JSON operation is found and how it answers.
 *
 * <p>Threads: immutable.
 *
 * @param method the HTTP method
 * @param path the path
 * @param status the status of success
 * @param operation what runs
 */
public record Route<S>(String method, PathTemplate path, int status, Operation<S> operation) {

    /** A route from the text of its path. */
    public static <S> Route<S> of(String method, String path, int status, Operation<S> operation) {
        return new Route<>(method, PathTemplate.of(path), status, operation);
    }
}
