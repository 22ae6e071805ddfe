package io.underpass.gateway.compile;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@code $context.error} variables, which only an answer of the gateway itself has.
 *
 * <p>Threads: immutable.
 */
public enum ErrorVariable {
    MESSAGE("error.message"),
    /** The message in quotes, as JSON. */
    MESSAGE_STRING("error.messageString"),
    RESPONSE_TYPE("error.responseType"),
    VALIDATION_ERROR_STRING("error.validationErrorString");

    private final String awsName;

    ErrorVariable(String awsName) {
        this.awsName = awsName;
    }

    static Optional<ErrorVariable> named(String name) {
        return Stream.of(values())
                .filter(variable -> variable.awsName.equals(name))
                .findFirst();
    }
}
